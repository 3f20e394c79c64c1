using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Streaming;

namespace Claude.Aot.Tests.Telemetry;

/// <summary>Measured: the bytes that a thread allocates for one stream from the request to its disposal, if nothing listens.</summary>
[Collection(nameof(Measured))]
public sealed class UnobservedStreamTests
{
    private const int Attempts = 20;

    [Fact]
    public void Stream_WithoutAListener_AllocatesAsIfTelemetryWereOff() =>
        Assert.Equal(MeasureLeast(ClaudeTelemetryMode.Off), MeasureLeast(ClaudeTelemetryMode.Default));

    private static long MeasureLeast(ClaudeTelemetryMode mode)
    {
        using var handler = new ReadyHandler(SseBody.OfText("Hel", "lo").ToArray());
        using ClaudeClient client = TestClient.Of(handler, options => options.Telemetry = mode);

        // The first calls fill pools, and a collection may empty them.
        return Enumerable.Range(0, Attempts).Min(_ => Measure(client));
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
