using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Views;

/// <summary>A span taken from an event stays as it is until the next wait, whatever is read within the batch.</summary>
public sealed class LentMemoryTests
{
    private const int Rounds = 20;

    private delegate ReadOnlySpan<byte> Taker(MessageStream stream, StreamEvent e);

    public static TheoryData<string> Takers => [.. s_takers.Keys];

    private static readonly Dictionary<string, Taker> s_takers = new()
    {
        ["RawJson"] = static (_, e) => e.RawJson.Span,
        ["TypeName"] = static (_, e) => e.TypeName.Span,
        ["Delta.RawJson"] = static (_, e) => e.Delta.RawJson.Span,
        ["Delta.Text"] = static (_, e) => e.Delta.Text.Span,
        ["Delta.Thinking"] = static (_, e) => e.Delta.Thinking.Span,
        ["Delta.PartialJson"] = static (_, e) => e.Delta.PartialJson.Span,
        ["Delta.Signature"] = static (_, e) => e.Delta.Signature.Span,
        ["Block.Text"] = static (_, e) => e.ContentBlock.Text.Span,
        ["Block.Signature"] = static (_, e) => e.ContentBlock.Signature.Span,
        ["Block.Citations"] = static (_, e) => e.ContentBlock.Citations.RawJson.Span,
        ["Block.Input"] = static (_, e) => e.ContentBlock.Input.Json.Span,
        ["Block.Id"] = static (_, e) => e.ContentBlock.Id.Span,
        ["Block.RawJson"] = static (_, e) => e.ContentBlock.RawJson.Span,
        ["Snapshot.RawJson"] = static (stream, _) => stream.Snapshot.RawJson.Span,
        ["Snapshot.Model"] = static (stream, _) => stream.Snapshot.Model.Span,
        ["Snapshot.StopSequence"] = static (stream, _) => stream.Snapshot.StopSequence.Span,
        ["Snapshot.Usage"] = static (stream, _) => stream.Snapshot.Usage.RawJson.Span,
        ["Snapshot.Container"] = static (stream, _) => stream.Snapshot.Container.Id.Span,
    };

    [Theory]
    [MemberData(nameof(Takers))]
    public async Task Span_ReadingOnWithinABatch_StaysAsItIs(string taker)
    {
        foreach (int size in (int[])[500, int.MaxValue])
        {
            await using MessageStream stream = Body().Open(readSize: size);
            int events = 0;
            while (await stream.WaitToReadAsync())
            {
                events += ReadBatch(stream, s_takers[taker]);
            }

            Assert.Equal(4 + (6 * Rounds) + 3, events);
        }
    }

    /// <summary>Holds the span of each event while the rest of the batch is read.</summary>
    private static int ReadBatch(MessageStream stream, Taker take)
    {
        if (!stream.TryRead(out StreamEvent e))
        {
            return 0;
        }

        ReadOnlySpan<byte> span = take(stream, e);
        byte[] copy = span.ToArray();
        int rest = ReadBatch(stream, take);
        Assert.Equal(copy, span);
        return rest + 1;
    }

    private static SseBody Body()
    {
        SseBody body = SseBody.Begin().TextStart().ThinkingStart(1).ToolStart(2);
        for (int i = 0; i < Rounds; i++)
        {
            body.Text($"Hello {i} ").TextJson($"\"escaped \\u00e9 {i}\"").Thinking($"step {i}", 1).Signature($"signature {i}", 1).Input($"\"{i}\",", 2)
                .Citation($$"""{"type":"char_location","cited_text":"{{i}}"}""");
        }

        return body.MessageDelta("""{"stop_reason":"stop_sequence","stop_sequence":"FIRST","container":{"id":"first"}}""", """{"output_tokens":1}""").MessageDelta("""{"stop_reason":"stop_sequence","stop_sequence":"2","container":{"id":"second container"}}""", """{"output_tokens":222}""").MessageStop();
    }
}
