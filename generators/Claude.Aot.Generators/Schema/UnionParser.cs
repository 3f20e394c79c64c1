namespace Claude.Aot.Generators;

/// <summary>A union while the schema is being parsed.</summary>
internal sealed class UnionDraft : DefDraft
{
    /// <summary>Gets or sets the wire name of the discriminator.</summary>
    public string Discriminator { get; set; } = "";

    public string KindName { get; set; } = "";

    public string KindProperty => CSharpName.ToPascal(Discriminator);

    public List<ObjectDraft> Variants { get; } = [];

    public UnionSpec ToSpec(bool hasEmpty) => new(
        Name,
        Description,
        Example,
        Discriminator,
        KindProperty,
        KindName,
        hasEmpty,
        Variants.Select(variant => new VariantSpec(variant.Name, variant.Discriminator!.Constant, variant.Discriminator.Name)).ToEquatableArray());
}

/// <summary>
/// A parser for unions, in two steps: it parses their variants before the objects are parsed, and checks the discriminators of the variants afterward.
/// </summary>
internal sealed class UnionParser
{
    private readonly ParseContext _context;
    private readonly DefTable _table;

    public UnionParser(ParseContext context, DefTable table)
    {
        _context = context;
        _table = table;
    }

    public void ParseVariants(UnionDraft draft)
    {
        Keywords.CheckUnion(_context, draft.Node);
        JsonNode discriminator = draft.Node.FindValue(Keywords.Discriminator)!;
        if (!CSharpName.IsName(CSharpName.ToPascal(discriminator.Text)))
        {
            _context.Report(Diagnostics.BadKeywordValue, discriminator.Location, Keywords.Discriminator, "the name of a member of every variant");
        }

        draft.Discriminator = discriminator.Text;
        draft.KindName = KeywordReader.ReadName(_context, draft.Node, Keywords.KindName) ?? draft.Name + "Type";
        foreach (JsonNode variant in KeywordReader.ReadSchemas(_context, draft.Node, Keywords.OneOf))
        {
            ParseVariant(draft, variant);
        }
    }

    public void CheckDiscriminators(UnionDraft draft)
    {
        var seen = new List<ObjectDraft>();
        foreach (ObjectDraft variant in draft.Variants)
        {
            if (variant.Discriminator is not { } discriminator)
            {
                _context.Report(
                    Diagnostics.BadVariant, variant.Location, variant.Name, draft.Name, $"it needs a property '{draft.Discriminator}' with a const");
            }
            else if (seen.Find(other => other.Discriminator!.Constant == discriminator.Constant) is { } twin)
            {
                _context.Report(
                    Diagnostics.DuplicateDiscriminator, discriminator.Location, variant.Name, twin.Name, draft.Discriminator, discriminator.Constant);
            }
            else
            {
                seen.Add(variant);
            }
        }
    }

    private void ParseVariant(UnionDraft draft, JsonNode node)
    {
        if (node.Find(Keywords.Ref) is not { } reference || node.Members.Count != 1)
        {
            _context.Report(Diagnostics.UnsupportedShape, node.Location, "A variant of a union must be a $ref without other keywords");
            return;
        }

        switch (_table.Resolve(_context, reference.Value))
        {
            case ObjectDraft { Union: { } owner } variant:
                _context.Report(Diagnostics.VariantOfTwo, reference.Value.Location, variant.Name, owner.Name);
                break;
            case ObjectDraft variant:
                variant.Union = draft;
                draft.Variants.Add(variant);
                break;
            case { } other:
                _context.Report(Diagnostics.BadVariant, reference.Value.Location, other.Name, draft.Name, "it is not an object");
                break;
        }
    }
}
