namespace Claude.Aot.Generators;

/// <summary>The keywords of one JSON Schema, in order.</summary>
internal sealed class SchemaKeywords
{
    // The keywords that the API accepts in strict schemas; the official SDKs move all others into the description.
    private static readonly HashSet<string> s_strict =
        ["$ref", "$defs", "type", "anyOf", "allOf", "enum", "const", "title", "description", "properties", "required", "items", "additionalProperties"];

    private static readonly HashSet<string> s_strictFormats =
        ["date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"];

    private readonly List<KeyValuePair<string, string>> _keywords = [];

    public void Add(string keyword, string? json)
    {
        if (json is not null)
        {
            _keywords.RemoveAll(existing => existing.Key == keyword);
            _keywords.Add(new(keyword, json));
        }
    }

    /// <summary>Gets the schema as JSON.</summary>
    /// <param name="description">The description, which becomes the first keyword.</param>
    /// <param name="isStrict">Whether keywords that strict tools do not allow move into the description.</param>
    public string ToJson(string? description, bool isStrict)
    {
        List<KeyValuePair<string, string>> moved = isStrict ? [.. _keywords.Where(keyword => !IsStrict(keyword))] : [];
        if (moved.Count > 0)
        {
            string text = $"{{{string.Join(", ", moved.Select(keyword => $"{keyword.Key}: {keyword.Value}"))}}}";
            description = description is null ? text : $"{description}\n\n{text}";
        }

        IEnumerable<string> members = _keywords.Except(moved).Select(keyword => $"{JsonString.Quote(keyword.Key)}:{keyword.Value}");
        return $"{{{string.Join(",", description is null ? members : members.Prepend($"\"description\":{JsonString.Quote(description)}"))}}}";
    }

    private static bool IsStrict(KeyValuePair<string, string> keyword) => keyword.Key switch
    {
        "minItems" => keyword.Value is "0" or "1",
        "format" => s_strictFormats.Contains(keyword.Value.Trim('"')),
        _ => s_strict.Contains(keyword.Key),
    };
}
