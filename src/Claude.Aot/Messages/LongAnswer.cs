namespace Claude.Aot.Messages;

/// <summary>Decides whether a response may take so long that it has to be streamed. The criteria are those of the official SDKs.</summary>
internal static class LongAnswer
{
    private const double TokensPerHour = 128_000;

    // For the models that they list as slow, the official SDKs allow at most this many tokens without streaming. At the rate above they take less than four
    // minutes.
    private const long MaxTokensAtOnce = 8192;

    public static bool IsExpected(long maxTokens, ClaudeTimeouts timeouts) =>
        maxTokens > MaxTokensAtOnce
        || (timeouts.FirstEvent != Timeout.InfiniteTimeSpan && TimeSpan.FromHours(maxTokens / TokensPerHour) > timeouts.FirstEvent);
}
