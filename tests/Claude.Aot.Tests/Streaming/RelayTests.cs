using System.IO.Pipelines;
using System.Net.ServerSentEvents;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

public sealed class RelayTests
{
    /// <summary>The rival that reads what was relayed is the platform's parser.</summary>
    [Fact]
    public async Task Relay_RecordedStreams_GivesEachEventAsItCame()
    {
        foreach (string name in TestCorpus.Core.Intersect(TestCorpus.Whole))
        {
            CorpusCase recorded = TestCorpus.Folder.Recorded(name);
            (string Type, string Json)[] sent = [.. Parse(recorded.Body).Where(item => item.Type != "ping")];
            foreach (int size in (int[])[61, int.MaxValue])
            {
                await using MessageStream stream = MessageStream.FromStream(new PiecewiseStream(recorded.Body, size));
                using var relayed = new MemoryStream();

                await stream.RelayToAsync(relayed);

                Assert.Equal(sent, Parse(relayed.ToArray()));
            }
        }
    }

    [Fact]
    public async Task Relay_DataOfSeveralLines_StaysData()
    {
        SseBody body = SseBody.Begin().Raw("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\ndata: \"content_block\":\ndata:{\"type\":\"text\",\"text\":\"\"}}\n\n")
            .Text("Hello").BlockStop().End();

        Assert.Equal(Parse(body.ToArray()), Parse(await RelayAsync(body)));
    }

    [Fact]
    public async Task Relay_TypeWithALineEnd_AddsNoLine()
    {
        SseBody body = SseBody.Begin().Raw("data: {\"type\":\"new\\nevent: other\",\"a\":1}\n\n").TextStart().Text("Hello").BlockStop().End();

        (string Type, string Json)[] relayed = Parse(await RelayAsync(body));

        Assert.Equal(Parse(body.ToArray()).Select(item => item.Json), relayed.Select(item => item.Json));
        Assert.Equal("message", relayed[1].Type);
    }

    [Fact]
    public async Task Relay_HalvesOfACharacter_AreSentAsTheyCame()
    {
        SseBody body = SseBody.Begin().TextStart().TextJson("\"a\\ud83d\"").TextJson("\"\\ude00b\"").BlockStop().End();

        byte[] relayed = await RelayAsync(body);

        Assert.Equal(Parse(body.ToArray()), Parse(relayed));
        await using MessageStream next = MessageStream.FromStream(new MemoryStream(relayed));
        Assert.Equal("a\U0001F600b", await next.GetFinalTextAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Relay_BrokenBody_IsBrokenForTheNextReaderToo(bool hasError)
    {
        SseBody body = SseBody.Begin().TextStart().Text("Hel");
        body = hasError ? body.Event("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""") : body;
        await using MessageStream stream = body.Open();
        using var relayed = new MemoryStream();

        await Assert.ThrowsAnyAsync<ClaudeException>(() => stream.RelayToAsync(relayed));

        await using MessageStream next = MessageStream.FromStream(new MemoryStream(relayed.ToArray()));
        ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(() => next.GetFinalMessageAsync().AsTask());
        Assert.Equal(ClaudeTransportErrorKind.ResponseEnded, e.Kind);
        Assert.Equal("Hel", Assert.IsType<TextBlock>(Assert.Single(e.Partial!.Content)).Text);
    }

    [Fact]
    public async Task Relay_NothingMoreBuffered_FlushesBeforeItWaits()
    {
        var body = new ScriptedStream();
        var destination = new WatchedDestination();
        await using MessageStream stream = MessageStream.FromStream(body);
        body.Send(SseBody.Begin().TextStart().Text("a"));

        Task relay = stream.RelayToAsync(destination);

        Assert.Equal(["message_start", "content_block_start", "content_block_delta"], Parse(await destination.NextFlushAsync()).Select(item => item.Type));
        Assert.False(relay.IsCompleted);
        Assert.Equal((1, 1), (destination.Writes, destination.Flushes));
        body.Send(new SseBody().BlockStop().End());
        await relay;
    }

    [Fact]
    public async Task Relay_ReaderOfThePipeLeft_StopsTheStream()
    {
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();
        var body = new ScriptedStream();
        await using MessageStream stream = MessageStream.FromStream(body);
        body.Send(SseBody.Begin().TextStart().Text("Hello"));

        await Assert.ThrowsAsync<IOException>(() => stream.RelayToAsync(pipe.Writer));

        await body.Disposed;
    }

    [Fact]
    public void Relay_ToNothing_Refuses()
    {
        MessageStream stream = SseBody.OfText("Hello").Open();

        Assert.Throws<ArgumentNullException>(() => { _ = stream.RelayToAsync((Stream)null!); });
        Assert.Throws<ArgumentNullException>(() => { _ = stream.RelayToAsync((PipeWriter)null!); });
    }

    private static async Task<byte[]> RelayAsync(SseBody body)
    {
        await using MessageStream stream = body.Open();
        using var relayed = new MemoryStream();
        await stream.RelayToAsync(relayed);
        return relayed.ToArray();
    }

    private static (string Type, string Json)[] Parse(byte[] body)
    {
        using var stream = new MemoryStream(body);
        return [.. SseParser.Create(stream).Enumerate().Select(item => (item.EventType, item.Data))];
    }
}
