using System.Buffers;
using System.IO.Pipelines;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Streaming;

/// <summary>
/// Measured: the bytes that this thread allocates from opening a stream over a body in memory to its disposal, pools warm, fold running; twice as many deltas cost exactly as much.
/// </summary>
[Collection(nameof(Measured))]
public sealed class AllocationTests
{
    private const int Count = 10_000;
    private const int Attempts = 10;

    public static TheoryData<string, bool> Cases => new MatrixTheoryData<string, bool>(["text", "escaped", "padded", "thinking", "input", "mixed", "signature", "unusual"], [false, true]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Stream_TwiceTheDeltas_AllocatesExactlyAsMuch(string kind, bool isEnumerated)
    {
        ReadOnlySequence<byte> once = new(BodyOf(kind, Count));
        ReadOnlySequence<byte> twice = new(BodyOf(kind, 2 * Count));
        long difference = long.MaxValue;
        for (int i = 0; i < Attempts && difference != 0; i++)
        {
            // A collection may empty the pools in between; what is claimed is the cost with warm ones.
            Measure(twice, isEnumerated);
            difference = Measure(twice, isEnumerated) - Measure(once, isEnumerated);
        }

        Assert.Equal(0, difference);
    }

    private static byte[] BodyOf(string kind, int count)
    {
        SseBody body = SseBody.Begin();
        _ = kind switch
        {
            "thinking" or "signature" => body.ThinkingStart(),
            "input" => body.ToolStart(),
            "mixed" => body.TextStart().ThinkingStart(1).ToolStart(2),
            _ => body.TextStart(),
        };
        byte[] one = kind switch
        {
            "escaped" => new SseBody().TextJson("\"a\\n\\u00e9\\ud83d\"").TextJson("\"\\ude00\"").ToArray(),
            "padded" => new SseBody().Event("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}      }""").ToArray(),
            "thinking" => new SseBody().Thinking("Hello").ToArray(),
            "input" => new SseBody().Input("\"a\",").ToArray(),
            "mixed" => new SseBody().Text("Hello").Thinking("Hello", 1).Input("1,", 2).ToArray(),
            "signature" => new SseBody().Signature("EqQBCgIYAg").ToArray(),
            "unusual" => new SseBody().Event("""{"index":0,"delta":{"text":"Hello","type":"text_delta"},"type":"content_block_delta"}""").ToArray(),
            _ => new SseBody().Text("Hello").ToArray(),
        };
        for (int i = 0; i < count; i++)
        {
            body.Raw(one);
        }

        return body.BlockStop().End().ToArray();
    }

    private static long Measure(ReadOnlySequence<byte> body, bool isEnumerated)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Task<int> reading = isEnumerated ? EnumerateAsync(body) : ReadAsync(body);
        Assert.True(reading.IsCompletedSuccessfully, "Everything is in memory: nothing waits, so one thread does it all.");
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static async Task<int> ReadAsync(ReadOnlySequence<byte> body)
    {
        int bytes = 0;
        await using MessageStream stream = MessageStream.FromStream(PipeReader.Create(body));
        while (await stream.WaitToReadAsync())
        {
            while (stream.TryRead(out StreamEvent e))
            {
                bytes += Look(e);
            }
        }

        return bytes;
    }

    private static async Task<int> EnumerateAsync(ReadOnlySequence<byte> body)
    {
        int bytes = 0;
        await using MessageStream stream = MessageStream.FromStream(PipeReader.Create(body));
        await foreach (StreamEvent e in stream)
        {
            bytes += Look(e);
        }

        return bytes;
    }

    private static int Look(StreamEvent e) => e.Delta.Type switch
    {
        DeltaType.TextDelta => e.Delta.Text.Length,
        DeltaType.ThinkingDelta => e.Delta.Thinking.Length + e.ContentBlock.Thinking.Length,
        DeltaType.InputJsonDelta => e.Delta.PartialJson.Length,
        DeltaType.SignatureDelta => e.Delta.Signature.Length,
        _ => e.Index + e.RawJson.Length,
    };
}
