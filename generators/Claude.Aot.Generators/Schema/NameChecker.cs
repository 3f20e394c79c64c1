namespace Claude.Aot.Generators;

/// <summary>A checker that reports C# names that would be declared twice in the same scope.</summary>
internal sealed class NameChecker
{
    private static readonly string[] s_everywhere = ["Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize"];
    private static readonly string[] s_ofObjects =
        ["RawJson", "Extra", "Write", "WriteMembers", "AddExtra", "ReadKind", "ToJson", "ToRawJson", "Create", "Read", "Parse", "Empty"];

    private static readonly string[] s_ofKindUnions = ["RawJson", "Write", "Create", "Read", "Parse", "Empty", "Count", "GetEnumerator"];

    private readonly ParseContext _context;

    public NameChecker(ParseContext context) => _context = context;

    /// <param name="table">The table of all definitions.</param>
    /// <param name="stem">The prefix of the resolver's name.</param>
    public void CheckTypes(DefTable table, string stem)
    {
        var names = new NameSet(_context);
        names.Reserve("the generated resolver", stem + "JsonResolver");
        names.Reserve("the generated rules", "EventRules");
        foreach (DefDraft draft in table.All)
        {
            names.Add(draft.Name, $"'{draft.Member.Name}'", draft.Location);
        }

        foreach (DefDraft draft in table.All)
        {
            string owner = $"the code generated for '{draft.Member.Name}'";
            if (draft is UnionDraft union)
            {
                names.Add("Unknown" + union.Name, owner, draft.Location);
                names.Add(union.KindName, owner, draft.Location);
                names.Add(union.KindName + "s", owner, draft.Location);
            }

            if (draft is OpenEnumDraft { KindName.Length: > 0 } openEnum)
            {
                names.Add(openEnum.KindName, owner, draft.Location);
            }

            if (draft.Node.Find(Keywords.View) is { } view)
            {
                names.Add(view.Value.Text, owner, view.Value.Location);
            }
        }
    }

    public void CheckObject(ObjectDraft draft)
    {
        NameSet names = CreateSet(draft, draft.IsRecord ? [.. s_ofObjects, "Summary", "EqualityContract", "PrintMembers", "Clone"] : s_ofObjects);
        if (draft.Union is { } union)
        {
            names.Reserve("the discriminator", union.KindProperty, union.KindProperty + "Name");
        }

        foreach (PropertyDraft property in draft.Properties.Where(property => property.WireName != draft.Union?.Discriminator))
        {
            names.Add(property.Name, $"'{property.WireName}'", property.Location);
        }
    }

    public void CheckUnion(UnionDraft draft)
    {
        var names = new NameSet(_context);
        names.Reserve("the generated enum", "None", "Unknown");
        foreach (PropertyDraft discriminator in draft.Variants.Select(variant => variant.Discriminator).OfType<PropertyDraft>())
        {
            names.Add(discriminator.Name, $"'{discriminator.Constant}'", discriminator.Location);
        }
    }

    public void CheckOpenEnum(OpenEnumDraft draft)
    {
        NameSet names = CreateSet(draft, draft.KindName.Length > 0 ? ["Value", "FromUtf8", "Kind", "None", "Unknown"] : ["Value", "FromUtf8"]);
        foreach (EnumValueSpec value in draft.Values)
        {
            names.Add(value.Name, $"'{value.Value}'", draft.Location);
        }
    }

    public void CheckKindUnion(KindUnionDraft draft)
    {
        NameSet names = CreateSet(draft, s_ofKindUnions);
        foreach (AlternativeSpec alternative in draft.Alternatives.Where(alternative => alternative.Name.Length > 0))
        {
            names.Add(alternative.Name, $"'{alternative.Name}'", draft.Location);
        }
    }

    private NameSet CreateSet(DefDraft draft, string[] reserved)
    {
        var names = new NameSet(_context);
        names.Reserve("the generated class", s_everywhere);
        names.Reserve("the generated class", reserved);
        names.Reserve("the class itself", draft.Name);
        return names;
    }
}

/// <summary>The C# names of one scope. A name that is added twice is reported.</summary>
internal sealed class NameSet
{
    private readonly ParseContext _context;
    private readonly Dictionary<string, string> _owners = [];

    public NameSet(ParseContext context) => _context = context;

    /// <summary>Reserves names that generated or hand-written code already uses.</summary>
    public void Reserve(string owner, params string[] names)
    {
        foreach (string name in names)
        {
            _owners[name] = owner;
        }
    }

    public void Add(string name, string owner, SourceLocation location)
    {
        if (_owners.TryGetValue(name, out string? other))
        {
            _context.Report(Diagnostics.NameClash, location, name, other);
            return;
        }

        _owners.Add(name, owner);
    }
}
