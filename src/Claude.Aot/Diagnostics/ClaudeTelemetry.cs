namespace Claude.Aot;

/// <summary>The telemetry names of this library.</summary>
/// <example>
/// <code>
/// using var listener = new System.Diagnostics.Metrics.MeterListener();
/// listener.InstrumentPublished = (instrument, self) =&gt;
/// {
///     if (instrument.Meter.Name == ClaudeTelemetry.MeterName)
///         self.EnableMeasurementEvents(instrument);
/// };
/// </code>
/// </example>
public static class ClaudeTelemetry
{
    /// <summary>
    /// The name of the <see cref="System.Diagnostics.Metrics.Meter"/>, as passed to OpenTelemetry's <c>AddMeter</c>. Its counters are
    /// <c>claude.client.retries</c> (requests that were retried; <c>error.type</c> is the HTTP status, or the kind of the stream failure or timeout),
    /// <c>claude.client.stalls</c> (streams and other responses that received no data in time; <c>error.type</c> is <c>FirstEvent</c> or <c>Idle</c>) and
    /// <c>claude.client.resumptions</c> (interrupted streams that were resumed; <c>error.type</c> as for retries). Each has <c>server.address</c>. None is
    /// updated per event.
    /// </summary>
    public const string MeterName = "Claude.Aot";
}
