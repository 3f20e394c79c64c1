namespace Claude.Aot;

/// <summary>The names under which this library can be watched.</summary>
public static class ClaudeTelemetry
{
    /// <summary>
    /// The name of the <see cref="System.Diagnostics.Metrics.Meter"/>, as given to OpenTelemetry's <c>AddMeter</c>. Its counters are <c>claude.client.retries</c> (requests that were sent
    /// again; <c>error.type</c> is the HTTP status, the kind of the stream's failure or of the timeout), <c>claude.client.stalls</c> (streams and other answers of which nothing arrived in time;
    /// <c>error.type</c> is <c>FirstEvent</c> or <c>Idle</c>) and <c>claude.client.resumptions</c> (streams that broke off and were carried on; <c>error.type</c> as for retries).
    /// Each has <c>server.address</c>. None is touched per event.
    /// </summary>
    public const string MeterName = "Claude.Aot";
}
