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

    /// <summary>True on the first content of a thinking block. It marks the protected data as a signature of the Claude API.</summary>
    public const string Thinking = "claude.thinking";

    /// <summary>True on a redacted thinking block. Histories of the official SDK's adapter have the same mark.</summary>
    public const string RedactedThinking = "anthropic:redacted_thinking";

    /// <summary>The lifetime of a cached prefix, such as <c>5m</c>. Histories of the official SDK's adapter can have the same mark.</summary>
    public const string CacheControl = "anthropic:cache_control";

    /// <summary>The stop sequence that ended a message.</summary>
    public const string StopSequence = "claude.stop_sequence";

    /// <summary>The details of a refusal, as JSON.</summary>
    public const string StopDetails = "claude.stop_details";

    public static bool IsSet(IReadOnlyDictionary<string, object?>? properties, string key) => FlagOf(properties, key) == true;

    public static bool? FlagOf(IReadOnlyDictionary<string, object?>? properties, string key) => ValueOf(properties, key) switch
    {
        bool flag => flag,
        JsonElement { ValueKind: JsonValueKind.True } => true,
        JsonElement { ValueKind: JsonValueKind.False } => false,
        _ => null,
    };

    public static string? StringOf(IReadOnlyDictionary<string, object?>? properties, string key) => ValueOf(properties, key) switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString(),
        _ => null,
    };

    public static object? ValueOf(IReadOnlyDictionary<string, object?>? properties, string key) =>
        properties is not null && properties.TryGetValue(key, out object? value) ? value : null;

    /// <summary>Gets the cache mark of a content: a lifetime, or a JSON object with the members of the API.</summary>
    public static CacheControl? CacheControlOf(IReadOnlyDictionary<string, object?>? properties)
    {
        if (StringOf(properties, CacheControl) is { } ttl)
        {
            return new CacheControl { Ttl = ttl };
        }

        return ValueOf(properties, CacheControl) is JsonElement { ValueKind: JsonValueKind.Object } json
            ? ClaudeJson.Parse<CacheControl>(json.GetRawText())
            : null;
    }
}
