namespace Claude.Aot.Generators;

/// <summary>A parser for descriptions, which become documentation comments.</summary>
internal static class DescriptionParser
{
    public static string Parse(ParseContext context, JsonNode node, string name, JsonMark mark)
    {
        string description = ParseOptional(context, node);
        if (description.Length == 0 && node.Find(Keywords.Description) is null)
        {
            context.Report(Diagnostics.MissingDescription, mark, name);
        }

        return description;
    }

    public static string ParseOptional(ParseContext context, JsonNode node)
    {
        JsonMember? member = node.Find(Keywords.Description);
        if (member is not null && (member.Value.Kind != JsonNodeKind.String || string.IsNullOrWhiteSpace(member.Value.Text)))
        {
            context.Report(Diagnostics.BadKeywordValue, member.Mark, Keywords.Description, "a text");
        }

        return member?.Value.Text.Trim() ?? "";
    }
}
