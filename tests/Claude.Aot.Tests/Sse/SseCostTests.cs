using System.IO.Pipelines;
using System.Text;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Sse;

public class SseCostTests
{
    private const int Count = 20_000;

#if DEBUG
    private const string? SkipInDebug = "In a Debug build the state of every async method is an object of its own.";
#else
    private const string? SkipInDebug = null;
#endif

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1400)]
    public async Task Reader_LongEventInSmallReads_ExaminesEveryByteAFixedNumberOfTimes(int readSize)
    {
        byte[] one = Encoding.UTF8.GetBytes($"event: x\ndata: {new string('d', 200_000)}\ndata: {new string('e', 200_000)}\n\n");
        await using var reader = SseReader.Create(new PiecewiseStream(one, readSize));
        Assert.Single(await SseDrain.AllAsync(reader));
        Assert.InRange(reader.Examined, one.Length / 2, 4 * one.Length);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Reader_ManyEvents_ExaminesEveryByteAFixedNumberOfTimes(string lineEnd)
    {
        byte[] body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"event: a{lineEnd}data: b{lineEnd}{lineEnd}", 2_000)));
        foreach (int size in (int[])[1, 61, 1400, int.MaxValue])
        {
            await using var reader = SseReader.Create(new PiecewiseStream(body, size));
            Assert.Equal(2_000, (await SseDrain.AllAsync(reader)).Count);
            Assert.InRange(reader.Examined, 0, 5 * body.Length);
        }
    }

    [Theory(Skip = SkipInDebug)]
    [InlineData(int.MaxValue)]
    [InlineData(1400)]
    [InlineData(121)]
    public void Reader_TwiceTheEvents_AllocatesExactlyAsMuch(int readSize)
    {
        byte[] once = Deltas(Count);
        byte[] twice = Deltas(2 * Count);
        Measure(twice, readSize);
        Measure(twice, readSize);
        Assert.Equal(Measure(once, readSize), Measure(twice, readSize));
    }

    [Fact(Skip = SkipInDebug)]
    public void Reader_WaitsThatSuspend_AllocateNothing()
    {
        var pipe = new Pipe(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
        var reader = SseReader.Create(pipe.Reader);
        byte[] events = [.. "id: 7\n"u8, .. Deltas(2)];
        MeasureSuspended(pipe, reader, events, 500);
        Assert.Equal(0, MeasureSuspended(pipe, reader, events, 1_000));
    }

    private static byte[] Deltas(int count) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(
        """
        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}


        """.ReplaceLineEndings("\n"),
        count)));

    private static long Measure(byte[] body, int readSize)
    {
        var stream = new PiecewiseStream(body, readSize);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var reader = SseReader.Create(stream);
        long bytes = 0;
        while (Now(reader.WaitToReadAsync()))
        {
            while (reader.TryRead(out SseEvent e))
            {
                bytes += e.Data.Length;
            }
        }

        reader.DisposeAsync().AsTask().Wait();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(bytes > 0);
        return allocated;
    }

    private static long MeasureSuspended(Pipe pipe, SseReader reader, byte[] events, int rounds)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < rounds; i++)
        {
            Feed(reader.WaitToReadAsync(), pipe.Writer, events);
            while (reader.TryRead(out _))
            {
            }
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Feed(ValueTask<bool> wait, PipeWriter writer, byte[] events)
    {
        if (wait.IsCompleted)
        {
            throw new InvalidOperationException("The wait did not suspend.");
        }

        events.CopyTo(writer.GetSpan(events.Length));
        writer.Advance(events.Length);
        _ = writer.FlushAsync().Preserve();
        Now(wait);
    }

    private static bool Now(ValueTask<bool> wait)
    {
        if (!wait.IsCompleted)
        {
            throw new InvalidOperationException("The wait is not over.");
        }

        return wait.GetAwaiter().GetResult();
    }
}
