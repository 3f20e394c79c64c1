namespace Claude.Aot.Http;

/// <summary>Which failures may pass, and how long to wait before another attempt.</summary>
internal static class RetryPolicy
{
    private const double BaseSeconds = 0.5;
    private const double MaxBackoffSeconds = 8;
    private const double Jitter = 0.25;

    /// <summary>Whether another attempt may succeed. What the API itself says counts most.</summary>
    public static bool IsTransient(Exception failure) => failure switch
    {
        ClaudeApiException { ShouldRetry: { } should } => should,
        ClaudeApiException api => api.Status is 408 or 409 or 429 or >= 500,
        ClaudeStreamException stream => stream.Kind is ClaudeStreamErrorKind.Transport or ClaudeStreamErrorKind.Truncated,
        ClaudeTimeoutException timeout => timeout.Kind == ClaudeTimeoutKind.Connect,
        _ => false,
    };

    /// <summary>Whether the API has said that it did nothing, or that doing it again is right.</summary>
    public static bool IsRefusal(Exception failure) => failure is ClaudeApiException { ShouldRetry: true } or ClaudeApiException { Status: 408 or 409 or 429 or 529 };

    /// <summary>Whether the wait that the API asks for, if it asks for one, is not too long. To ask again sooner would be in vain. A cap of zero is a wish not to wait at all.</summary>
    public static bool IsDelayWithin(Exception failure, TimeSpan cap) => failure is not ClaudeApiException { RetryAfter: { } told } || told <= cap || cap == TimeSpan.Zero;

    /// <param name="failure">Why the last attempt failed.</param>
    /// <param name="attempt">The number of attempts before it, from 0.</param>
    /// <param name="cap">The longest wait.</param>
    /// <param name="random">From 0 to 1, so that clients which failed together do not come back together.</param>
    public static TimeSpan DelayAfter(Exception failure, int attempt, TimeSpan cap, double random)
    {
        TimeSpan backoff = TimeSpan.FromSeconds(Math.Min(BaseSeconds * Math.Pow(2, attempt), MaxBackoffSeconds) * (1 - (Jitter * random)));
        TimeSpan told = (failure as ClaudeApiException)?.RetryAfter ?? backoff;
        return told < cap ? told : cap;
    }
}
