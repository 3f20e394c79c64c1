using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Streaming;

namespace Claude.Aot.Tests.Telemetry;

/// <summary>Measured: the bytes that a thread allocates for one stream from the request to its disposal, if nothing listens.</summary>
[Collection(nameof(Measured))]
public sealed class UnobservedStreamTests
{
    // Measured in a Debug build. Before the library had spans (commit 524404f) it was 12,416.
    private const long ExpectedBytes = 12_352;

    private const int Attempts = 20;

#if DEBUG
    [Fact]
#else
    [Fact(Skip = "The expected number is that of a Debug build, in which asynchronous methods have larger state machines.")]
#endif
    public void Stream_WithoutAListener_AllocatesNoMoreThanBeforeTelemetry()
    {
        using var handler = new ReadyHandler(SseBody.OfText("Hel", "lo").ToArray());
        using ClaudeClient client = TestClient.Of(handler);

        // The first calls fill pools, and a collection may empty them.
        long bytes = Enumerable.Range(0, Attempts).Min(_ => Measure(client));

        Assert.Equal(ExpectedBytes, bytes);
    }

    /// <summary>Returns the bytes that this thread allocates for a stream.</summary>
    internal static long Measure(ClaudeClient client)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Task reading = ReadAsync(client);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(reading.IsCompletedSuccessfully, "Everything is in memory: nothing waits, so one thread does it all.");
        return allocated;
    }

    private static async Task ReadAsync(ClaudeClient client)
    {
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        while (await stream.WaitToReadAsync())
        {
            while (stream.TryRead(out _))
            {
            }
        }
    }
}
