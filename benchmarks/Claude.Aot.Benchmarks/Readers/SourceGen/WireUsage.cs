namespace Claude.Aot.Benchmarks;

internal sealed record WireUsage(long? InputTokens, long? OutputTokens, long? CacheCreationInputTokens, long? CacheReadInputTokens);
