namespace Claude.Aot.Generators;

/// <summary>The definitions of a schema by name, in the order of the schema. The table is created before the contents of the definitions are read.</summary>
internal sealed class DefTable
{
    private const string RefPrefix = "#/$defs/";

    private readonly List<DefDraft> _drafts = [];
    private readonly Dictionary<string, DefDraft> _draftsByRef = [];

    private DefTable()
    {
    }

    public IEnumerable<ObjectDraft> Objects => _drafts.OfType<ObjectDraft>();

    public IEnumerable<UnionDraft> Unions => _drafts.OfType<UnionDraft>();

    public IEnumerable<OpenEnumDraft> OpenEnums => _drafts.OfType<OpenEnumDraft>();

    public IEnumerable<KindUnionDraft> KindUnions => _drafts.OfType<KindUnionDraft>();

    public IReadOnlyList<DefDraft> All => _drafts;

    public static DefTable Parse(ParseContext context, JsonNode root)
    {
        var table = new DefTable();
        Keywords.CheckRoot(context, root);
        JsonMember? definitions = root.Find(Keywords.Definitions);
        if (definitions?.Value.Kind != JsonNodeKind.Object)
        {
            context.Report(
                Diagnostics.UnsupportedShape, definitions?.Value.Location ?? root.Location, "The schema must be an object whose $defs contains its types");
            return table;
        }

        foreach (JsonMember member in definitions.Value.Members)
        {
            if (ParseDefinition(context, member) is { } draft)
            {
                table._drafts.Add(draft);
                table._draftsByRef[RefPrefix + member.Name] = draft;
            }
        }

        return table;
    }

    /// <summary>Finds the definition that a <c>$ref</c> refers to. If there is none, reports a diagnostic and returns null.</summary>
    public DefDraft? Resolve(ParseContext context, JsonNode reference)
    {
        if (_draftsByRef.TryGetValue(reference.Text, out DefDraft? target))
        {
            return target;
        }

        context.Report(Diagnostics.DanglingReference, reference.Location, reference.Text);
        return null;
    }

    private static DefDraft? ParseDefinition(ParseContext context, JsonMember member)
    {
        JsonNode node = member.Value;
        string name = NameParser.Parse(context, node, member.Name, member.Location);
        string description = KeywordReader.ReadDescription(context, node, member.Name, member.Location);
        string example = KeywordReader.ReadExample(context, node, Keywords.Example);
        string subnamespace = KeywordReader.ReadName(context, node, Keywords.Namespace) ?? "";
        if (node.Find(Keywords.OneOf) is not null)
        {
            return node.Find(Keywords.Discriminator) is not null
                ? new UnionDraft { Member = member, Name = name, Description = description, Example = example, Subnamespace = subnamespace }
                : new KindUnionDraft { Member = member, Name = name, Description = description, Example = example, Subnamespace = subnamespace };
        }

        if (node.Find(Keywords.AnyOf) is not null)
        {
            return OpenEnumParser.Create(context, member, name, description, example, subnamespace);
        }

        if (node.FindValue(Keywords.Type)?.IsString("object") == true)
        {
            return new ObjectDraft { Member = member, Name = name, Description = description, Example = example, Subnamespace = subnamespace };
        }

        context.Report(
            Diagnostics.UnsupportedShape,
            member.Location,
            $"'{member.Name}' must be an object (type), a union (oneOf with x-discriminator), a kind union (oneOf) or an open enum (anyOf)");
        return null;
    }
}

/// <summary>A definition of the schema while it is being parsed.</summary>
internal abstract class DefDraft
{
    /// <summary>Gets the entry in <c>$defs</c>. Mistakes that concern the whole definition are reported at the name of the entry.</summary>
    public required JsonMember Member { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string Example { get; init; }

    /// <summary>Gets the last part of the namespace of the type, below that of the schema; empty if the type is in the schema's namespace itself.</summary>
    public required string Subnamespace { get; init; }

    public JsonNode Node => Member.Value;

    public SourceLocation Location => Member.Location;

    /// <summary>Gets the name by which another definition refers to the type. A namespace below the schema's is visible from all its types.</summary>
    public string NameIn(DefDraft owner) => Subnamespace.Length == 0 || Subnamespace == owner.Subnamespace ? Name : $"{Subnamespace}.{Name}";
}
