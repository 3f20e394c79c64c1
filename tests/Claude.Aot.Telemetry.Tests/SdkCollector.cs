using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Claude.Aot.Telemetry.Tests;

/// <summary>
/// Collects spans and metrics with the OpenTelemetry SDK, as an app does, and keeps them in memory. It sees those of the whole process, so the tests that use it are
/// one collection.
/// </summary>
internal sealed class SdkCollector : IDisposable
{
    private const string AppSource = "Claude.Aot.Telemetry.Tests";

    private readonly List<Activity> _spans = [];
    private readonly List<Metric> _metrics = [];
    private readonly TracerProvider _tracing;
    private readonly MeterProvider _metering;
    private readonly ActivitySource _source = new(AppSource);

    public SdkCollector(Action<TracerProviderBuilder>? configureTracing = null)
    {
        TracerProviderBuilder tracing = Sdk.CreateTracerProviderBuilder().AddSource(AppSource, ClaudeTelemetry.SourceName).AddInMemoryExporter(_spans);
        configureTracing?.Invoke(tracing);
        _tracing = tracing.Build();
        _metering = Sdk.CreateMeterProviderBuilder().AddMeter(ClaudeTelemetry.MeterName).AddInMemoryExporter(_metrics).Build();
    }

    /// <summary>Gets the spans of the library.</summary>
    public IReadOnlyList<Activity> Spans
    {
        get
        {
            Assert.True(_tracing.ForceFlush());
            return [.. _spans.Where(span => span.Source.Name == ClaudeTelemetry.SourceName)];
        }
    }

    /// <summary>Gets the metrics, by name.</summary>
    public IReadOnlyDictionary<string, Metric> Metrics
    {
        get
        {
            _metrics.Clear();
            Assert.True(_metering.ForceFlush());
            return _metrics.ToDictionary(metric => metric.Name);
        }
    }

    public static MessageRequest Hello { get; } = new() { Model = "claude-sonnet-5-5", MaxTokens = 100, Messages = ["Hi"] };

    public static ClaudeClient ClientOf(HttpMessageHandler handler, Action<ClaudeClientOptions>? configure = null)
    {
        var options = new ClaudeClientOptions { ApiKey = "none", UseEnvironment = false, HttpHandler = handler, MaxRetryDelay = TimeSpan.Zero };
        configure?.Invoke(options);
        return new ClaudeClient(options);
    }

    /// <summary>Starts the span of an app.</summary>
    public Activity StartApp() => _source.StartActivity("app")!;

    /// <summary>Returns the number of measurements of a histogram, over all tags.</summary>
    public long CountOf(string histogram) => Metrics.TryGetValue(histogram, out Metric? metric) ? PointsOf(metric).Sum(point => point.GetHistogramCount()) : 0;

    public static IReadOnlyList<MetricPoint> PointsOf(Metric metric)
    {
        List<MetricPoint> points = [];
        foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
        {
            points.Add(point);
        }

        return points;
    }

    public static Dictionary<string, object?> TagsOf(MetricPoint point)
    {
        Dictionary<string, object?> tags = [];
        foreach (KeyValuePair<string, object?> tag in point.Tags)
        {
            tags.Add(tag.Key, tag.Value);
        }

        return tags;
    }

    public void Dispose()
    {
        _tracing.Dispose();
        _metering.Dispose();
        _source.Dispose();
    }
}
