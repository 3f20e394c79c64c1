using System.Diagnostics;
using System.Diagnostics.Metrics;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Streaming;

namespace Claude.Aot.Tests.Telemetry;

/// <summary>Measured: with a listener for spans and for every metric, twice as many deltas allocate exactly as much.</summary>
[Collection(nameof(Measured))]
public sealed class ObservedStreamTests
{
    private const string PerChunk = "gen_ai.client.operation.time_per_output_chunk";
    private const int Count = 5_000;
    private const int Attempts = 10;

    [Fact]
    public void Stream_WithListeners_AllocatesNothingPerEvent()
    {
        using var spans = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == ClaudeTelemetry.SourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(spans);
        long chunks = 0;
        using var metrics = new MeterListener();
        metrics.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == ClaudeTelemetry.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        metrics.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        metrics.SetMeasurementEventCallback<double>((instrument, _, _, _) => chunks += instrument.Name == PerChunk ? 1 : 0);
        metrics.Start();
        using var onceHandler = new ReadyHandler(BodyOf(Count));
        using var twiceHandler = new ReadyHandler(BodyOf(2 * Count));
        using ClaudeClient once = TestClient.Of(onceHandler);
        using ClaudeClient twice = TestClient.Of(twiceHandler);

        long difference = long.MaxValue;
        for (int i = 0; i < Attempts && difference != 0; i++)
        {
            // A collection may empty the pools in between.
            UnobservedStreamTests.Measure(twice);
            difference = UnobservedStreamTests.Measure(twice) - UnobservedStreamTests.Measure(once);
        }

        Assert.Equal(0, difference);
        chunks = 0;
        UnobservedStreamTests.Measure(once);
        Assert.Equal(Count - 1, chunks);
    }

    private static byte[] BodyOf(int count)
    {
        SseBody body = SseBody.Begin().TextStart();
        for (int i = 0; i < count; i++)
        {
            body.Text("Hello");
        }

        return body.BlockStop().End().ToArray();
    }
}
