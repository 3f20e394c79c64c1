using System.Diagnostics.Metrics;
using System.Globalization;

namespace Claude.Aot.Diagnostics;

/// <summary>Counters for retries, stalls and resumptions. Attributes follow OpenTelemetry's semantic conventions 1.36.</summary>
internal static class ClaudeMetrics
{
    private static readonly Meter s_meter = new(ClaudeTelemetry.MeterName);
    private static readonly Counter<long> s_retries =
        s_meter.CreateCounter<long>("claude.client.retries", "{retry}", "Requests that were sent again after a failure that may pass.");
    private static readonly Counter<long> s_stalls =
        s_meter.CreateCounter<long>("claude.client.stalls", "{stall}", "Streams and other answers of which nothing arrived in time.");
    private static readonly Counter<long> s_resumptions =
        s_meter.CreateCounter<long>("claude.client.resumptions", "{resumption}", "Streams that broke off and were carried on.");

    public static void CountRetry(Exception failure, string server) => Count(s_retries, server, failure);

    public static void CountResumption(Exception failure, string server) => Count(s_resumptions, server, failure);

    public static void CountStall(ClaudeTimeoutKind kind, string server)
    {
        if (s_stalls.Enabled)
        {
            s_stalls.Add(1, new("error.type", kind.ToString()), new("server.address", server));
        }
    }

    private static void Count(Counter<long> counter, string server, Exception failure)
    {
        if (counter.Enabled)
        {
            counter.Add(1, new("error.type", ErrorType(failure)), new("server.address", server));
        }
    }

    private static string ErrorType(Exception failure) => failure switch
    {
        ClaudeApiException api => api.Status.ToString(CultureInfo.InvariantCulture),
        ClaudeTransportException stream => stream.Kind.ToString(),
        ClaudeTimeoutException timeout => timeout.Kind.ToString(),
        _ => "_OTHER",
    };
}
