namespace Claude.Aot.Http;

/// <summary>Decides which failures are transient, which are interruptions of a stream, and how long to wait before a retry.</summary>
internal static class RetryPolicy
{
    private const double BaseSeconds = 0.5;
    private const double MaxBackoffSeconds = 8;
    private const double Jitter = 0.25;

    /// <summary>Returns whether a retry may succeed. If the API says whether to retry, that takes precedence.</summary>
    public static bool IsTransient(Exception failure) => failure switch
    {
        ClaudeApiException { ShouldRetry: { } should } => should,
        ClaudeApiException api => api.Status is 408 or 409 or 429 or >= 500,
        ClaudeTransportException stream => stream.Kind is ClaudeTransportErrorKind.ConnectionError or ClaudeTransportErrorKind.ResponseEnded,
        ClaudeTimeoutException timeout => timeout.Kind == ClaudeTimeoutKind.Connect,
        _ => false,
    };

    /// <summary>Returns whether a stream was interrupted after it began, so that a further request can continue it.</summary>
    public static bool IsInterruption(Exception failure) =>
        failure is ClaudeTransportException { Kind: ClaudeTransportErrorKind.ConnectionError or ClaudeTransportErrorKind.ResponseEnded }
            or ClaudeTimeoutException { Kind: ClaudeTimeoutKind.Idle };

    /// <summary>Returns whether the API did not process the request, or says that it can be retried.</summary>
    public static bool IsRefusal(Exception failure) =>
        failure is ClaudeApiException { ShouldRetry: true } or ClaudeApiException { Status: 401 or 408 or 409 or 429 or 529 };

    /// <summary>
    /// Returns whether the delay that the API asks for, if any, is within the maximum: an earlier retry would fail too. A maximum of zero means that retries
    /// do not wait at all.
    /// </summary>
    public static bool IsDelayWithin(Exception failure, TimeSpan cap) =>
        failure is not ClaudeApiException { RetryAfter: { } delay } || delay <= cap || cap == TimeSpan.Zero;

    /// <summary>Gets the time to wait before the next attempt.</summary>
    /// <param name="failure">The failure of the last attempt.</param>
    /// <param name="attempt">The number of attempts before it, from 0.</param>
    /// <param name="cap">The maximum delay.</param>
    /// <param name="random">A random number from 0 to 1 for the jitter, so that clients that failed at the same time do not retry at the same time.</param>
    public static TimeSpan DelayAfter(Exception failure, int attempt, TimeSpan cap, double random)
    {
        TimeSpan backoff = TimeSpan.FromSeconds(Math.Min(BaseSeconds * Math.Pow(2, attempt), MaxBackoffSeconds) * (1 - (Jitter * random)));
        TimeSpan delay = (failure as ClaudeApiException)?.RetryAfter ?? backoff;
        return delay < cap ? delay : cap;
    }
}
