using System.Diagnostics;
using System.Diagnostics.Metrics;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>
/// Records the spans of one trace and the metrics of one host. Each test has its own of both, because other tests run at the same time.
/// </summary>
internal sealed class TelemetryRecorder : IDisposable
{
    private readonly ActivityListener _spanListener;
    private readonly MeterListener _meterListener = new();
    private readonly Lock _lock = new();
    private readonly List<Activity> _spans = [];
    private readonly List<(string Name, double Value, Dictionary<string, object?> Tags)> _metrics = [];
    private readonly string _host;

    public TelemetryRecorder(string host)
    {
        _host = host;
        Root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        _spanListener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == ClaudeTelemetry.SourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Record,
        };
        ActivitySource.AddActivityListener(_spanListener);
        _meterListener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == ClaudeTelemetry.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meterListener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _meterListener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _meterListener.Start();
    }

    /// <summary>Gets the span of the test, which is the current one of its execution context.</summary>
    public Activity Root { get; }

    /// <summary>Gets the spans that have ended, in that order.</summary>
    public IReadOnlyList<Activity> Spans
    {
        get
        {
            lock (_lock)
            {
                return [.. _spans];
            }
        }
    }

    /// <summary>Gets the measurements of the instruments whose name begins with <c>gen_ai.</c>, without those of single deltas.</summary>
    public IReadOnlyList<(string Name, double Value, Dictionary<string, object?> Tags)> Metrics
    {
        get
        {
            lock (_lock)
            {
                return [.. _metrics.Where(metric => metric.Name.StartsWith("gen_ai.", StringComparison.Ordinal))];
            }
        }
    }

    public ClaudeClient ClientOf(HttpMessageHandler handler, Action<ClaudeClientOptions>? configure = null) => TestClient.Of(handler, options =>
    {
        options.BaseUrl = new Uri($"https://{_host}");
        configure?.Invoke(options);
    });

    /// <summary>Returns all text in the names, tags, events and descriptions of the spans, and in the tags of the metrics.</summary>
    public string AllText()
    {
        lock (_lock)
        {
            return string.Join('\n', [
                .. _spans.Select(span => $"{span.DisplayName} {span.StatusDescription}"),
                .. _spans.SelectMany(span => span.TagObjects).Select(TextOf),
                .. _spans.SelectMany(span => span.Events).SelectMany(e => e.Tags).Select(TextOf),
                .. _metrics.SelectMany(metric => metric.Tags).Select(TextOf),
            ]);
        }
    }

    public void Dispose()
    {
        _spanListener.Dispose();
        _meterListener.Dispose();
        Root.Stop();
    }

    private static string TextOf(KeyValuePair<string, object?> tag) => $"{tag.Key}={(tag.Value is string[] texts ? string.Join(',', texts) : tag.Value)}";

    private void Record(Activity span)
    {
        if (span.TraceId == Root.TraceId)
        {
            lock (_lock)
            {
                _spans.Add(span);
            }
        }
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var named = tags.ToArray().ToDictionary();
        if (named.GetValueOrDefault("server.address") is string host && host == _host)
        {
            lock (_lock)
            {
                _metrics.Add((instrument.Name, value, named));
            }
        }
    }
}
