using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Claude.Aot.Extensions.Tests.Support;

/// <summary>Records the spans and measurements of a source and a meter that no other test uses.</summary>
internal sealed class RecordedTelemetry : IDisposable
{
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters;

    public RecordedTelemetry()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_spans);
        _meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.Start();
    }

    public string Name { get; } = $"tests.{Guid.NewGuid()}";

    public ConcurrentQueue<Activity> Spans { get; } = new();

    public ConcurrentQueue<RecordedMeasurement> Measurements { get; } = new();

    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        Measurements.Enqueue(new RecordedMeasurement(instrument.Name, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => $"{tag.Value}")));
}

/// <summary>A measurement and its tags.</summary>
internal sealed record RecordedMeasurement(string Instrument, double Value, IReadOnlyDictionary<string, string> Tags);
