namespace Claude.Aot.Generators;

/// <summary>A JSON value and its position. It lives only while a schema is being parsed.</summary>
internal sealed class JsonNode
{
    public JsonNode(JsonNodeKind kind, SourceLocation location)
    {
        Kind = kind;
        Location = location;
    }

    public JsonNodeKind Kind { get; }

    public SourceLocation Location { get; }

    /// <summary>Gets the content of a string, or a number as it is written.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<JsonMember> Members { get; init; } = [];

    public IReadOnlyList<JsonNode> Items { get; init; } = [];

    public JsonMember? Find(string name)
    {
        foreach (JsonMember member in Members)
        {
            if (member.Name == name)
            {
                return member;
            }
        }

        return null;
    }

    public JsonNode? FindValue(string name) => Find(name)?.Value;

    public bool IsString(string text) => Kind == JsonNodeKind.String && Text == text;
}

internal enum JsonNodeKind
{
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
}

/// <summary>A member of a JSON object. <paramref name="Location"/> is the position of its name.</summary>
internal sealed record JsonMember(string Name, SourceLocation Location, JsonNode Value);
