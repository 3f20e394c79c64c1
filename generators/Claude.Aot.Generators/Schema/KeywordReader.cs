namespace Claude.Aot.Generators;

/// <summary>Methods that read the values of simple keywords.</summary>
internal static class KeywordReader
{
    /// <summary>Reads a C# name. Returns null if the keyword is absent or its value is not a C# name.</summary>
    public static string? ReadName(ParseContext context, JsonNode node, string keyword)
    {
        JsonMember? member = node.Find(keyword);
        if (member is null || CSharpName.IsName(member.Value.Text))
        {
            return member?.Value.Text;
        }

        context.Report(Diagnostics.BadName, member.Value.Location, member.Value.Text);
        return null;
    }

    /// <summary>Reads the description of a definition, property or value, which must have one.</summary>
    /// <param name="context">The context that receives the diagnostics.</param>
    /// <param name="node">The definition, property or value.</param>
    /// <param name="name">The wire name for the diagnostic.</param>
    /// <param name="location">The position at which a missing description is reported.</param>
    public static string ReadDescription(ParseContext context, JsonNode node, string name, SourceLocation location)
    {
        if (node.Find(Keywords.Description) is null)
        {
            context.Report(Diagnostics.MissingDescription, location, name);
        }

        return ReadOptionalDescription(context, node);
    }

    public static string ReadOptionalDescription(ParseContext context, JsonNode node)
    {
        JsonMember? member = node.Find(Keywords.Description);
        if (member is not null && (member.Value.Kind != JsonNodeKind.String || string.IsNullOrWhiteSpace(member.Value.Text)))
        {
            context.Report(Diagnostics.BadKeywordValue, member.Location, Keywords.Description, "a string");
        }

        return member?.Value.Text.Trim() ?? "";
    }

    /// <summary>Reads the lines of an example as one text. Returns an empty text if the keyword is absent or invalid.</summary>
    public static string ReadExample(ParseContext context, JsonNode node, string keyword) =>
        string.Join("\n", ReadStrings(context, node, keyword).Select(line => line.Text));

    public static Side ReadSide(ParseContext context, JsonNode node)
    {
        switch (node.Find(Keywords.Side))
        {
            case null:
            case { Value.Text: "both" }:
                return Side.Both;
            case { Value.Text: "request" }:
                return Side.Request;
            case { Value.Text: "response" }:
                return Side.Response;
            case { } member:
                context.Report(Diagnostics.BadKeywordValue, member.Value.Location, Keywords.Side, "\"request\", \"response\" or \"both\"");
                return Side.Both;
        }
    }

    /// <summary>Reads a keyword that is true or false. Returns false if the keyword is absent or invalid.</summary>
    public static bool ReadFlag(ParseContext context, JsonNode node, string keyword)
    {
        JsonMember? member = node.Find(keyword);
        if (member is not null && member.Value.Kind is not (JsonNodeKind.True or JsonNodeKind.False))
        {
            context.Report(Diagnostics.BadKeywordValue, member.Value.Location, keyword, "true or false");
        }

        return member?.Value.Kind == JsonNodeKind.True;
    }

    /// <summary>Reads a list of strings with their positions. The list is empty if the keyword is absent or invalid.</summary>
    public static IReadOnlyList<JsonNode> ReadStrings(ParseContext context, JsonNode node, string keyword)
    {
        JsonMember? member = node.Find(keyword);
        if (member is null)
        {
            return [];
        }

        if (member.Value.Kind == JsonNodeKind.Array && member.Value.Items.All(item => item.Kind == JsonNodeKind.String))
        {
            return member.Value.Items;
        }

        context.Report(Diagnostics.BadKeywordValue, member.Value.Location, keyword, "a list of strings");
        return [];
    }

    /// <summary>Reads a list of schemas. The list is empty if the keyword is absent or invalid.</summary>
    public static IReadOnlyList<JsonNode> ReadSchemas(ParseContext context, JsonNode node, string keyword)
    {
        JsonMember? member = node.Find(keyword);
        if (member is { Value.Kind: JsonNodeKind.Array } && member.Value.Items.All(item => item.Kind == JsonNodeKind.Object))
        {
            return member.Value.Items;
        }

        if (member is not null)
        {
            context.Report(Diagnostics.BadKeywordValue, member.Value.Location, keyword, "a list of schemas");
        }

        return [];
    }
}
