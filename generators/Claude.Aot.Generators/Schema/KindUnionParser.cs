namespace Claude.Aot.Generators;

/// <summary>A kind union while the schema is being parsed.</summary>
internal sealed class KindUnionDraft : DefDraft
{
    public List<AlternativeSpec> Alternatives { get; } = [];
}

/// <summary>A parser for kind unions, whose alternatives are identified by their JSON kind.</summary>
internal static class KindUnionParser
{
    public static void Parse(ParseContext context, TypeParser types, KindUnionDraft draft)
    {
        Keywords.CheckKindUnion(context, draft.Node);
        var kinds = new HashSet<string>();
        foreach (JsonNode node in KeywordReader.ReadSchemas(context, draft.Node, Keywords.OneOf))
        {
            Keywords.CheckAlternative(context, node);
            string? name = KeywordReader.ReadName(context, node, Keywords.Name);
            if (node.Find(Keywords.Name) is null)
            {
                context.Report(Diagnostics.BadAlternative, node.Location, "The alternative has no x-name; add one that names its C# property");
            }

            if (types.Parse(node) is not { } type)
            {
                continue;
            }

            if (JsonKindOf(type) is not { } kind)
            {
                context.Report(
                    Diagnostics.BadAlternative, node.Location, "An alternative must be a string, an array, or a $ref to an object, union or open enum");
            }
            else if (!kinds.Add(kind))
            {
                context.Report(Diagnostics.BadAlternative, node.Location, $"'{draft.Member.Name}' has two alternatives that are {kind}; remove one of them");
            }

            string description = KeywordReader.ReadOptionalDescription(context, node);
            draft.Alternatives.Add(new AlternativeSpec(name ?? "", description, type.ToSpec(isNullable: true, draft)));
        }
    }

    private static string? JsonKindOf(TypeDraft type) => type switch
    {
        { IsNullable: true } => null,
        { Kind: ValueKind.String or ValueKind.OpenEnum } => "strings",
        { Kind: ValueKind.Array } => "arrays",
        { Kind: ValueKind.Object or ValueKind.Union or ValueKind.AnyObject } => "objects",
        _ => null,
    };
}
