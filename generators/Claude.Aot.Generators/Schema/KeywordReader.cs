namespace Claude.Aot.Generators;

/// <summary>The values of simple keywords.</summary>
internal static class KeywordReader
{
    /// <summary>A C# name given by a keyword, or null where it is absent.</summary>
    public static string? ReadName(ParseContext context, JsonNode node, string keyword)
    {
        JsonMember? member = node.Find(keyword);
        if (member is null || CSharpName.IsName(member.Value.Text))
        {
            return member?.Value.Text;
        }

        context.Report(Diagnostics.BadName, member.Value.Mark, member.Value.Text);
        return null;
    }

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
                context.Report(Diagnostics.BadKeywordValue, member.Value.Mark, Keywords.Side, "\"request\", \"response\" or \"both\"");
                return Side.Both;
        }
    }

    /// <summary>A list of strings, each with its place; empty where the keyword is absent.</summary>
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

        context.Report(Diagnostics.BadKeywordValue, member.Value.Mark, keyword, "a list of strings");
        return [];
    }

    /// <summary>The schemas of a keyword that lists them.</summary>
    public static IReadOnlyList<JsonNode> ReadSchemas(ParseContext context, JsonNode node, string keyword)
    {
        JsonMember? member = node.Find(keyword);
        if (member is { Value.Kind: JsonNodeKind.Array } && member.Value.Items.All(item => item.Kind == JsonNodeKind.Object))
        {
            return member.Value.Items;
        }

        if (member is not null)
        {
            context.Report(Diagnostics.BadKeywordValue, member.Value.Mark, keyword, "a list of schemas");
        }

        return [];
    }
}
