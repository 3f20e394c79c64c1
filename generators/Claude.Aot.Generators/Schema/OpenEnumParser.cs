namespace Claude.Aot.Generators;

/// <summary>An open enum while the schema is being parsed.</summary>
internal sealed class OpenEnumDraft : DefDraft
{
    public List<EnumValueSpec> Values { get; } = [];
}

/// <summary>A parser for open enums, which list known strings and then the string type, because any other string is allowed.</summary>
internal static class OpenEnumParser
{
    public static void Parse(ParseContext context, OpenEnumDraft draft)
    {
        Keywords.CheckOpenEnum(context, draft.Node);
        bool isOpen = false;
        foreach (JsonNode node in KeywordReader.ReadSchemas(context, draft.Node, Keywords.AnyOf))
        {
            if (node.FindValue(Keywords.Const) is { Kind: JsonNodeKind.String } value)
            {
                Keywords.CheckEnumValue(context, node);
                draft.Values.Add(new EnumValueSpec(
                    value.Text,
                    NameParser.Parse(context, node, value.Text, value.Mark),
                    KeywordReader.ReadDescription(context, node, value.Text, value.Mark)));
            }
            else if (node.FindValue(Keywords.Type)?.IsString("string") == true)
            {
                isOpen = true;
            }
            else
            {
                context.Report(Diagnostics.UnsupportedShape, node.Mark, "An open enum lists string consts, and the string type");
            }
        }

        if (!isOpen)
        {
            context.Report(
                Diagnostics.UnsupportedShape,
                draft.Mark,
                $"'{draft.Member.Name}' lacks {{\"type\":\"string\"}} at the end of its anyOf: enums are open");
        }
    }
}
