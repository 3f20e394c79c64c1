using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Claude.Aot.Internal;

namespace Claude.Aot.Telemetry;

/// <summary>Counts retries, stalls and resumptions, and notes them in the span of the call.</summary>
internal static class CallCounters
{
    private static readonly Counter<long> s_retries =
        Instruments.Meter.CreateCounter<long>(ClaudeTelemetry.Retries, "{retry}", "Requests that were sent again after a failure that may pass.");
    private static readonly Counter<long> s_stalls =
        Instruments.Meter.CreateCounter<long>(ClaudeTelemetry.Stalls, "{stall}", "Streams and other answers of which nothing arrived in time.");
    private static readonly Counter<long> s_resumptions =
        Instruments.Meter.CreateCounter<long>(ClaudeTelemetry.Resumptions, "{resumption}", "Streams that broke off and were carried on.");

    /// <summary>Counts a retry.</summary>
    /// <param name="failure">The failure after which the request is sent again.</param>
    /// <param name="server">The host name of the server.</param>
    /// <param name="number">The number of the retry in its call, from 1.</param>
    public static void CountRetry(Exception failure, string server, int number)
    {
        if (FeatureSwitches.Telemetry)
        {
            try
            {
                Count(s_retries, ReasonOf(failure), server);
                CurrentSpan?.SetTag(ClaudeTelemetry.ResendCount, number);
                AddEvent(ClaudeTelemetry.RetryEvent, failure);
            }
            catch (Exception e) when (Listeners.MayIgnore(e))
            {
            }
        }
    }

    public static void CountResumption(Exception failure, string server)
    {
        if (FeatureSwitches.Telemetry)
        {
            try
            {
                Count(s_resumptions, ReasonOf(failure), server);
                AddEvent(ClaudeTelemetry.ResumptionEvent, failure);
            }
            catch (Exception e) when (Listeners.MayIgnore(e))
            {
            }
        }
    }

    public static void CountStall(ClaudeTimeoutKind kind, string server)
    {
        if (FeatureSwitches.Telemetry)
        {
            try
            {
                Count(s_stalls, kind.ToString(), server);
            }
            catch (Exception e) when (Listeners.MayIgnore(e))
            {
            }
        }
    }

    /// <summary>Notes the id of the response in the span of the call.</summary>
    public static void NoteResponse(ClaudeResponse response)
    {
        if (FeatureSwitches.Telemetry)
        {
            try
            {
                CurrentSpan?.SetTag(ClaudeTelemetry.RequestId, response.RequestId);
            }
            catch (Exception e) when (Listeners.MayIgnore(e))
            {
            }
        }
    }

    // The span of a message is the current one while its requests are sent. No other code runs with it as the current one.
    private static Activity? CurrentSpan =>
        Instruments.Source.HasListeners() && Activity.Current is { IsAllDataRequested: true, Kind: ActivityKind.Client } span
            && ReferenceEquals(span.Source, Instruments.Source)
            ? span
            : null;

    private static void Count(Counter<long> counter, string reason, string server)
    {
        if (counter.Enabled)
        {
            counter.Add(1, new(ClaudeTelemetry.ErrorType, reason), new(ClaudeTelemetry.ServerAddress, server));
        }
    }

    private static void AddEvent(string name, Exception failure)
    {
        if (CurrentSpan is { } span)
        {
            span.AddEvent(new ActivityEvent(name, tags: new ActivityTagsCollection { [ClaudeTelemetry.ErrorType] = FailureNames.Of(failure) }));
        }
    }

    private static string ReasonOf(Exception failure) => failure switch
    {
        ClaudeApiException api => api.Status.ToString(CultureInfo.InvariantCulture),
        ClaudeTransportException stream => stream.Kind.ToString(),
        ClaudeTimeoutException timeout => timeout.Kind.ToString(),
        _ => ClaudeTelemetry.Other,
    };
}
