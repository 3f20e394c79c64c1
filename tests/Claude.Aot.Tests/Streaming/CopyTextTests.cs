using System.IO.Pipelines;
using System.Text;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

public sealed class CopyTextTests
{
    public static TheoryData<string> Kinds => ["Stream", "PipeWriter", "TextWriter"];

    [Fact]
    public async Task CopyText_RecordedStreams_WritesTheTextOfAllBlocks()
    {
        foreach (string name in TestCorpus.Core.Intersect(TestCorpus.Whole))
        {
            CorpusCase recorded = TestCorpus.Folder.Recorded(name);
            foreach (string kind in (string[])["Stream", "PipeWriter", "TextWriter"])
            {
                foreach (int size in (int[])[61, int.MaxValue])
                {
                    await using MessageStream stream = MessageStream.FromStream(new PiecewiseStream(recorded.Body, size));
                    var destination = new WatchedDestination();

                    await CopyAsync(stream, kind, destination);

                    Assert.Equal(string.Concat(recorded.Expected.Text), Encoding.UTF8.GetString(destination.ToArray()));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task CopyText_SplitCharacter_IsWrittenWhole(string kind)
    {
        await using MessageStream stream = SseBody.Begin().TextStart().TextJson("\"a\\ud83d\"").TextJson("\"\\ude00b\"").BlockStop().End().Open(readSize: 1);
        var destination = new WatchedDestination();

        await CopyAsync(stream, kind, destination);

        Assert.Equal("a\U0001F600b", Encoding.UTF8.GetString(destination.ToArray()));
        Assert.True(destination.CanWrite);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task CopyText_BrokenBody_WritesWhatCameThenThrows(string kind)
    {
        foreach (SseBody ending in (SseBody[])
        [
            new SseBody(),
            new SseBody().Event("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""),
            new SseBody().Raw("event: content_block_delta\ndata: nonsense\n\n"),
        ])
        {
            await using MessageStream stream = SseBody.Begin().TextStart().Text("Hel").Text("lo").Raw(ending.ToArray()).Open();
            var destination = new WatchedDestination();

            ClaudeException e = await Assert.ThrowsAnyAsync<ClaudeException>(() => CopyAsync(stream, kind, destination));

            Assert.Equal("Hello", Encoding.UTF8.GetString(destination.ToArray()));
            Assert.Equal("Hello", Assert.IsType<TextBlock>(Assert.Single(e.Partial!.Content)).Text);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task CopyText_NothingMoreBuffered_FlushesBeforeItWaits(string kind)
    {
        var body = new ScriptedStream();
        var destination = new WatchedDestination();
        await using MessageStream stream = MessageStream.FromStream(body);
        body.Send(SseBody.Begin().TextStart().Text("a").Text("b"));

        Task copy = CopyAsync(stream, kind, destination);

        Assert.Equal("ab", Encoding.UTF8.GetString(await destination.NextFlushAsync()));
        Assert.False(copy.IsCompleted);
        body.Send(new SseBody().Text("c").BlockStop().End());
        await copy;
        Assert.Equal("abc", Encoding.UTF8.GetString(destination.ToArray()));
    }

    [Fact]
    public async Task CopyText_ManyBufferedDeltas_AreWrittenTogether()
    {
        await using MessageStream stream = SseBody.OfText([.. Enumerable.Repeat("ab", 50)]).Open();
        var destination = new WatchedDestination();

        await stream.CopyTextToAsync(destination);

        Assert.Equal(100, destination.Length);
        Assert.Equal((1, 1), (destination.Writes, destination.Flushes));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task CopyText_NoText_WritesNothing(string kind)
    {
        await using MessageStream stream = SseBody.Begin().ToolStart().Input("{}").BlockStop().End().Open();
        var destination = new WatchedDestination();

        await CopyAsync(stream, kind, destination);

        Assert.Equal((0, 0), (destination.Writes, destination.Flushes));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task CopyText_DestinationFails_StopsTheStream(string kind)
    {
        var body = new ScriptedStream();
        var failure = new IOException("The other side left.");
        await using MessageStream stream = MessageStream.FromStream(body);
        body.Send(SseBody.Begin().TextStart().Text("Hello"));

        IOException thrown = await Assert.ThrowsAsync<IOException>(() => CopyAsync(stream, kind, new WatchedDestination { Failure = failure }));

        Assert.Same(failure, thrown);
        await body.Disposed;
        Assert.Equal("Hello", stream.Snapshot.Content[0].Text.ToString());
        ClaudeTransportException stopped = await Assert.ThrowsAsync<ClaudeTransportException>(() => stream.GetFinalMessageAsync().AsTask());
        Assert.Equal(ClaudeTransportErrorKind.Abandoned, stopped.Kind);
    }

    [Fact]
    public async Task CopyText_ReaderOfThePipeLeft_StopsTheStream()
    {
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();
        var body = new ScriptedStream();
        await using MessageStream stream = MessageStream.FromStream(body);
        body.Send(SseBody.Begin().TextStart().Text("Hello"));

        await Assert.ThrowsAsync<IOException>(() => stream.CopyTextToAsync(pipe.Writer));

        await body.Disposed;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task CopyText_CanceledWhileWriting_IsTheCallersCancellation(string kind)
    {
        using var source = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        var body = new ScriptedStream();
        await using MessageStream stream = MessageStream.FromStream(body);
        body.Send(SseBody.Begin().TextStart().Text("Hello"));

        Task copy = CopyAsync(stream, kind, new WatchedDestination { Gate = gate.Task }, source.Token);
        await source.CancelAsync();

        ClaudeCanceledException e = await Assert.ThrowsAsync<ClaudeCanceledException>(() => copy);
        Assert.Equal(source.Token, e.CancellationToken);
        Assert.Equal("Hello", Assert.IsType<TextBlock>(Assert.Single(e.Partial!.Content)).Text);
        await body.Disposed;
    }

    [Fact]
    public async Task CopyText_NoDestination_IsRefusedAndNothingIsRead()
    {
        await using MessageStream stream = SseBody.OfText("Hello").Open();

        await Assert.ThrowsAsync<ArgumentNullException>(() => stream.CopyTextToAsync((Stream)null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => stream.CopyTextToAsync((PipeWriter)null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => stream.CopyTextToAsync((TextWriter)null!));

        Assert.Equal("Hello", await stream.GetFinalTextAsync());
    }

    private static Task CopyAsync(MessageStream stream, string kind, WatchedDestination destination, CancellationToken cancellationToken = default) => kind switch
    {
        "Stream" => stream.CopyTextToAsync(destination, cancellationToken),
        "PipeWriter" => stream.CopyTextToAsync(PipeWriter.Create(destination, new StreamPipeWriterOptions(leaveOpen: true)), cancellationToken),
        _ => stream.CopyTextToAsync(new StreamWriter(destination, new UTF8Encoding(false), leaveOpen: true), cancellationToken),
    };
}
