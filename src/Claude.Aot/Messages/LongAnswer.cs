namespace Claude.Aot.Messages;

/// <summary>Tells which answers may take so long that they have to be streamed. The measure is that of the official SDKs.</summary>
internal static class LongAnswer
{
    private const double TokensPerHour = 128_000;

    // The official SDKs ask for no more without streaming of the models that they list as slow; for all of them it takes less than four minutes.
    private const long MaxTokensAtOnce = 8192;

    public static bool IsExpected(long maxTokens, ClaudeTimeouts timeouts) =>
        maxTokens > MaxTokensAtOnce
        || (timeouts.FirstEvent != Timeout.InfiniteTimeSpan && TimeSpan.FromHours(maxTokens / TokensPerHour) > timeouts.FirstEvent);
}
