namespace Claude.Aot.Generators;

/// <summary>An open enum while the schema is being parsed.</summary>
internal sealed class OpenEnumDraft : DefDraft
{
    /// <summary>Gets the name of the C# enum of the known values; empty if there is none.</summary>
    public string KindName { get; init; } = "";

    /// <summary>Gets whether the known values become string constants, and the type of the value is string.</summary>
    public bool IsConstants { get; init; }

    public List<EnumValueSpec> Values { get; } = [];
}

/// <summary>A parser for open enums, which list known strings and then the string type, because any other string is allowed.</summary>
internal static class OpenEnumParser
{
    /// <summary>Creates the draft with everything that the types of properties depend on, so that properties can be parsed before open enums.</summary>
    public static OpenEnumDraft Create(ParseContext context, JsonMember member, string name, string description, string example, string subnamespace)
    {
        JsonNode node = member.Value;
        bool isConstants = KeywordReader.ReadFlag(context, node, Keywords.Constants);
        if (isConstants && node.Find(Keywords.KindName) is { } kind)
        {
            context.Report(Diagnostics.Misplaced, kind.Location, Keywords.KindName, "a union, or an open enum without x-constants");
        }

        string kindName = KeywordReader.ReadName(context, node, Keywords.KindName) ?? "";
        return new OpenEnumDraft
        {
            Member = member,
            Name = name,
            Description = description,
            Example = example,
            Subnamespace = subnamespace,
            KindName = kindName,
            IsConstants = isConstants,
        };
    }

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
                    NameParser.Parse(context, node, value.Text, value.Location),
                    KeywordReader.ReadDescription(context, node, value.Text, value.Location),
                    ReadObsolete(context, draft, node)));
            }
            else if (node.FindValue(Keywords.Type)?.IsString("string") == true)
            {
                isOpen = true;
            }
            else
            {
                context.Report(Diagnostics.UnsupportedShape, node.Location, "An open enum can contain only string consts and the string type");
            }
        }

        if (!isOpen)
        {
            context.Report(
                Diagnostics.UnsupportedShape,
                draft.Location,
                $"'{draft.Member.Name}' accepts no unknown values; add {{\"type\":\"string\"}} at the end of its anyOf");
        }
    }

    private static string ReadObsolete(ParseContext context, OpenEnumDraft draft, JsonNode node)
    {
        JsonMember? obsolete = node.Find(Keywords.Obsolete);
        if (obsolete is null)
        {
            return "";
        }

        if (!draft.IsConstants)
        {
            context.Report(Diagnostics.Misplaced, obsolete.Location, Keywords.Obsolete, "a value of an open enum with x-constants");
        }
        else if (string.IsNullOrWhiteSpace(obsolete.Value.Text))
        {
            context.Report(Diagnostics.BadKeywordValue, obsolete.Value.Location, Keywords.Obsolete, "a string");
        }

        return obsolete.Value.Text;
    }
}
