using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

/// <summary>What the corpus tests do not look at: pipes, single events, the echo.</summary>
public sealed class RecordedStreamTests
{
    public static TheoryData<string> Core => [.. TestCorpus.Core.Intersect(TestCorpus.Whole)];

    public static TheoryData<string> SeveralMessages =>
        [.. TestCorpus.Names.Where(name => TestCorpus.Manifest[name].GetProperty("n_messages").GetInt32() > 1 && name != "ai__duplicate-message-start")];

    [Fact]
    public void ReferenceFold_EveryRecordedStream_GivesTheExpectedMessage()
    {
        foreach (string name in TestCorpus.Names)
        {
            CorpusCase recorded = TestCorpus.Folder.Recorded(name);
            if (recorded.Expected.Message is { } expected)
            {
                Assert.Null(JsonComparer.FindDifference(expected, Fold(recorded.Body, adoptLast: true)!.Value));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Core))]
    public async Task MessageStream_PipeOfSmallSegments_FoldsToExpectedMessage(string name)
    {
        CorpusCase recorded = TestCorpus.Folder.Recorded(name);
        foreach (int size in SegmentSizesFor(recorded.Body))
        {
            int[] sizes = [.. Enumerable.Repeat(size, recorded.Body.Length / size)];
            PipeReader[] pipes = [new ScriptedPipe(recorded.Body, sizes), new ScriptedPipe(recorded.Body, sizes, MemoryKind.Native), new ScriptedPipe(recorded.Body, sizes, MemoryKind.Guarded, 3)];
            foreach (PipeReader pipe in pipes)
            {
                await using MessageStream stream = MessageStream.FromStream(pipe);

                Message message = await FinalOrPartialAsync(stream);

                Check.JsonEqual(recorded.Expected.Message!.Value, message.ToJson(), $"{name} in segments of {size}");
            }
        }
    }

    [Fact]
    public async Task MessageStream_ReadsOfAPage_FoldToExpectedMessages()
    {
        foreach (string name in TestCorpus.Names)
        {
            CorpusCase recorded = TestCorpus.Folder.Recorded(name);
            if (recorded.Expected.Message is { } expected)
            {
                await using MessageStream stream = MessageStream.FromStream(new PiecewiseStream(recorded.Body, 4096));
                Check.JsonEqual(expected, (await FinalOrPartialAsync(stream)).ToJson(), name);
            }
        }
    }

    [Fact]
    public async Task Event_RawJson_IsTheDataAsReceived()
    {
        foreach (string name in TestCorpus.Whole)
        {
            byte[] body = TestCorpus.Read(name);
            IEnumerable<string> expected = ReferenceFold.SplitEvents(Encoding.UTF8.GetString(body), adoptLast: true).Where(data => !IsPing(data));
            foreach (int size in (int[])[61, int.MaxValue])
            {
                List<string> seen = [];
                await using MessageStream stream = MessageStream.FromStream(new PiecewiseStream(body, size));
                await foreach (StreamEvent e in stream)
                {
                    seen.Add(e.RawJson.ToString());
                    Assert.Equal(seen[^1], e.ToOwned().ToJson());
                }

                Assert.Equal(expected, seen);
            }
        }
    }

    [Fact]
    public async Task Message_WrittenAndReadAgain_IsTheSame()
    {
        foreach (string name in TestCorpus.Whole)
        {
            CorpusCase recorded = TestCorpus.Folder.Recorded(name);
            await using MessageStream stream = MessageStream.FromStream(new MemoryStream(recorded.Body));
            Message message = await stream.GetFinalMessageAsync();

            Message again = ClaudeJson.Parse<Message>(message.ToJson());
            string turn = again.ToVerbatimTurn().ToJson();

            Assert.Equal(message.ToJson(), again.ToJson());
            using JsonDocument echo = JsonDocument.Parse(turn);
            Assert.Equal("assistant", echo.RootElement.GetProperty("role").GetString());
            Assert.Null(JsonComparer.FindDifference(recorded.Expected.Message!.Value.GetProperty("content"), echo.RootElement.GetProperty("content")));
        }
    }

    [Fact]
    public async Task Block_WithoutDeltas_IsItsStartToTheLetter()
    {
        int blocks = 0;
        foreach (string name in TestCorpus.Whole)
        {
            byte[] body = TestCorpus.Read(name);
            Dictionary<int, string> starts = StartsWithoutDeltas(body);
            await using MessageStream stream = MessageStream.FromStream(new MemoryStream(body));
            Message message = await stream.GetFinalMessageAsync();

            foreach ((int index, string start) in starts)
            {
                Assert.Equal(start, message.Content[index].ToJson());
                blocks++;
            }
        }

        Assert.True(blocks > 30, $"Only {blocks} blocks without deltas.");
    }

    [Theory]
    [MemberData(nameof(SeveralMessages))]
    public async Task MessageStream_SeveralMessagesInABody_EndsAtTheFirstAndSaysSo(string name)
    {
        List<ClaudeDiagnostic> diagnostics = [];
        CorpusCase recorded = TestCorpus.Folder.Recorded(name);
        MessageStream stream = MessageStream.FromStream(new MemoryStream(recorded.Body), new MessageStreamOptions { OnDiagnostic = diagnostics.Add });
        List<StreamEventType> types = [];
        await foreach (StreamEvent e in stream)
        {
            types.Add(e.Type);
        }

        Assert.Equal(StreamEventType.MessageStop, types[^1]);
        Assert.Single(types, StreamEventType.MessageStop);
        Check.JsonEqual(recorded.Expected.Message!.Value, (await stream.GetFinalMessageAsync()).ToJson(), name);
        Assert.DoesNotContain(diagnostics, d => d.Kind == ClaudeDiagnosticKind.EventsAfterStop);

        await stream.DisposeAsync();

        Assert.Single(diagnostics, d => d.Kind == ClaudeDiagnosticKind.EventsAfterStop);
    }

    /// <summary>Small segments for small bodies: what a large one adds is growth.</summary>
    private static int[] SegmentSizesFor(byte[] body) => body.Length < 4_000 ? [1, 7, 100] : body.Length < 20_000 ? [7, 100] : [100];

    private static JsonElement? Fold(byte[] body, bool adoptLast)
    {
        var fold = new ReferenceFold();
        foreach (string json in ReferenceFold.SplitEvents(Encoding.UTF8.GetString(body), adoptLast))
        {
            if (!fold.HasStopped)
            {
                fold.Add(json);
            }
        }

        return fold.ToJson();
    }

    private static async Task<Message> FinalOrPartialAsync(MessageStream stream)
    {
        try
        {
            return await stream.GetFinalMessageAsync();
        }
        catch (ClaudeTransportException e) when (e.Kind == ClaudeTransportErrorKind.ResponseEnded)
        {
            return e.Partial!;
        }
    }

    private static Dictionary<int, string> StartsWithoutDeltas(byte[] body)
    {
        Dictionary<int, string> starts = [];
        foreach (string data in ReferenceFold.SplitEvents(Encoding.UTF8.GetString(body), adoptLast: true))
        {
            using JsonDocument e = JsonDocument.Parse(data);
            switch (e.RootElement.GetProperty("type").GetString())
            {
                case "content_block_start":
                    starts[e.RootElement.GetProperty("index").GetInt32()] = e.RootElement.GetProperty("content_block").GetRawText();
                    break;
                case "content_block_delta":
                    starts.Remove(e.RootElement.GetProperty("index").GetInt32());
                    break;
            }
        }

        return starts;
    }

    private static bool IsPing(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("type").ValueEquals("ping");
    }
}
