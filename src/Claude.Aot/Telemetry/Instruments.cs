using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Claude.Aot.Telemetry;

/// <summary>The source of spans, the meter, and the instruments of the GenAI conventions. They exist once per process.</summary>
internal static class Instruments
{
    // The boundaries that the conventions advise. Both are powers: of two, and of four.
    private static readonly InstrumentAdvice<double> s_seconds = new()
    {
        HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
    };

    private static readonly InstrumentAdvice<long> s_tokens = new()
    {
        HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864],
    };

    public static ActivitySource Source { get; } = new(new ActivitySourceOptions(ClaudeTelemetry.SourceName)
    {
        Version = ClaudeTelemetry.Version,
        TelemetrySchemaUrl = ClaudeTelemetry.SchemaUrl,
    });

    public static Meter Meter { get; } = new(new MeterOptions(ClaudeTelemetry.MeterName)
    {
        Version = ClaudeTelemetry.Version,
        TelemetrySchemaUrl = ClaudeTelemetry.SchemaUrl,
    });

    public static Histogram<double> Duration { get; } = Seconds(ClaudeTelemetry.Duration, "The time from the request to the end of its response.");

    public static Histogram<double> TimeToFirstChunk { get; } =
        Seconds(ClaudeTelemetry.TimeToFirstChunk, "The time from the request to the first delta of a stream.");

    public static Histogram<double> TimePerOutputChunk { get; } =
        Seconds(ClaudeTelemetry.TimePerOutputChunk, "The time from one delta of a stream to the next.");

    /// <summary>Gets the instruments for numbers of tokens.</summary>
    public static TokenInstruments Tokens { get; } = ClaudeTelemetry.IsLatest ? new LatestTokenInstruments() : new TokenUsageInstrument();

    /// <summary>Gets the histogram of the latest conventions for tools; null if those of the release are used.</summary>
    public static Histogram<double>? ToolDuration { get; } =
        ClaudeTelemetry.IsLatest ? Seconds(ClaudeTelemetry.ToolDuration, "The time that a tool ran.") : null;

    /// <summary>Gets whether a listener is attached to the source, or to an instrument that calls record.</summary>
    public static bool AreObserved =>
        Source.HasListeners() || Duration.Enabled || TimeToFirstChunk.Enabled || TimePerOutputChunk.Enabled || Tokens.AreObserved;

    public static Histogram<long> TokenHistogram(string name, string description) => Meter.CreateHistogram(name, "{token}", description, null, s_tokens);

    private static Histogram<double> Seconds(string name, string description) => Meter.CreateHistogram(name, "s", description, null, s_seconds);
}
