using System.Text.Json;

namespace Claude.Aot.Extensions.AI;

/// <summary>
/// The keys of the additional properties that the adapter reads and writes. All values are strings, bools or <see cref="JsonElement"/>s, so that histories can
/// be serialized without reflection; after that, every value is a <see cref="JsonElement"/>.
/// </summary>
internal static class PropertyKeys
{
    /// <summary>The JSON of the block that a content was made from.</summary>
    public const string Block = "claude.block";

    /// <summary>True on the first content of a thinking block, which tells that its protected data is a signature of the Claude API.</summary>
    public const string Thinking = "claude.thinking";

    /// <summary>True on a redacted thinking block. Histories of the official SDK's adapter have the same mark.</summary>
    public const string RedactedThinking = "anthropic:redacted_thinking";

    /// <summary>The lifetime of a cached prefix, such as <c>5m</c>. Histories of the official SDK's adapter can have the same mark.</summary>
    public const string CacheControl = "anthropic:cache_control";

    /// <summary>The stop sequence that ended a message.</summary>
    public const string StopSequence = "claude.stop_sequence";

    /// <summary>The details of a refusal, as JSON.</summary>
    public const string StopDetails = "claude.stop_details";

    public static bool IsSet(IReadOnlyDictionary<string, object?>? properties, string key) =>
        properties is not null && properties.TryGetValue(key, out object? value) && value is true or JsonElement { ValueKind: JsonValueKind.True };

    public static string? StringOf(IReadOnlyDictionary<string, object?>? properties, string key) =>
        properties is not null && properties.TryGetValue(key, out object? value)
            ? value as string ?? (value is JsonElement { ValueKind: JsonValueKind.String } element ? element.GetString() : null)
            : null;

    /// <summary>Gets the cache mark of a content: a lifetime, or an object as the API has it.</summary>
    public static CacheControl? CacheControlOf(IReadOnlyDictionary<string, object?>? properties)
    {
        if (StringOf(properties, CacheControl) is { } ttl)
        {
            return new CacheControl { Ttl = ttl };
        }

        if (properties is null
            || !properties.TryGetValue(CacheControl, out object? value)
            || value is not JsonElement { ValueKind: JsonValueKind.Object } json)
        {
            return null;
        }

        bool hasLength = json.TryGetProperty("ttl", out JsonElement length);
        return new CacheControl { Ttl = hasLength && length.GetString() is { } text ? new CacheTtl(text) : default(CacheTtl?) };
    }
}
