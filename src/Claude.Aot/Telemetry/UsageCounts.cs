namespace Claude.Aot.Telemetry;

/// <summary>The token counts of a message. A count that the API did not send is null, which is not 0.</summary>
internal readonly record struct UsageCounts(long? Input, long? CacheRead, long? CacheWrite, long? Output, long? Reasoning)
{
    /// <summary>Gets all input tokens. The API reports those of the prompt cache separately; the conventions count them as input.</summary>
    public long? AllInput => Input is null && CacheRead is null && CacheWrite is null ? null : (Input ?? 0) + (CacheRead ?? 0) + (CacheWrite ?? 0);

    /// <summary>Reads the counts.</summary>
    /// <param name="usage">The usage of a message, or empty JSON.</param>
    /// <param name="isFinal">Whether the API has sent the final counts. Before that, the output tokens are only a placeholder.</param>
    public static UsageCounts Read(RawJson usage, bool isFinal)
    {
        usage.TryGetMember("output_tokens_details"u8, out RawJson output);
        return new UsageCounts(
            NumberOf(usage, "input_tokens"u8),
            NumberOf(usage, "cache_read_input_tokens"u8),
            NumberOf(usage, "cache_creation_input_tokens"u8),
            isFinal ? NumberOf(usage, "output_tokens"u8) : null,
            isFinal ? NumberOf(output, "thinking_tokens"u8) : null);
    }

    public static long? NumberOf(RawJson json, ReadOnlySpan<byte> name) =>
        json.TryGetMember(name, out RawJson value) && value.TryGetInt64(out long number) ? number : null;
}
