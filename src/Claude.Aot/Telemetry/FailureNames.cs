using System.Globalization;

namespace Claude.Aot.Telemetry;

/// <summary>The values of <c>error.type</c> and of the outcome of a call. All values come from short lists, because backends index them.</summary>
internal static class FailureNames
{
    public const string Completed = "completed";
    public const string Canceled = "canceled";
    public const string Abandoned = "abandoned";
    public const string Failed = "failed";

    /// <summary>The name of the failure of a tool that did not finish in time.</summary>
    public const string ToolTimeout = "timeout";

    private const int MaxLength = 64;

    /// <summary>Returns how a call ended.</summary>
    /// <param name="failure">The exception with which it ended, or null.</param>
    public static string OutcomeOf(Exception? failure) => failure switch
    {
        null => Completed,
        OperationCanceledException => Canceled,
        ClaudeTransportException { Kind: ClaudeTransportErrorKind.Abandoned } => Abandoned,
        _ => Failed,
    };

    /// <summary>Returns the name of a failure.</summary>
    public static string Of(Exception failure) => failure switch
    {
        ClaudeApiException api => IsName(api.ErrorType.Value) ? api.ErrorType.Value : api.Status.ToString(CultureInfo.InvariantCulture),
        ClaudeTimeoutException timeout => timeout.Kind switch
        {
            ClaudeTimeoutKind.Connect => "timeout_connect",
            ClaudeTimeoutKind.FirstEvent => "timeout_first_event",
            ClaudeTimeoutKind.Idle => "timeout_idle",
            ClaudeTimeoutKind.Total => "timeout_total",
            ClaudeTimeoutKind.Headers => "timeout_headers",
            ClaudeTimeoutKind.Body => "timeout_body",
            _ => ClaudeTelemetry.Other,
        },
        ClaudeTransportException transport => transport.Kind switch
        {
            ClaudeTransportErrorKind.ResponseEnded => "response_ended",
            ClaudeTransportErrorKind.ConnectionError => "connection_error",
            ClaudeTransportErrorKind.InvalidResponse => "invalid_response",
            ClaudeTransportErrorKind.LimitExceeded => "limit_exceeded",
            _ => ClaudeTelemetry.Other,
        },
        _ => failure.GetType().FullName ?? ClaudeTelemetry.Other,
    };

    /// <summary>Returns whether the API could have sent an error type. Another server may send any text.</summary>
    private static bool IsName(string type) => type.Length is > 0 and <= MaxLength && type.All(static c => c is '_' or (>= 'a' and <= 'z'));
}
