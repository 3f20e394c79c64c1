namespace Claude.Aot.Generators;

/// <summary>An object while the schema is being parsed.</summary>
internal sealed class ObjectDraft : DefDraft
{
    public Side Side { get; set; }

    /// <summary>Gets or sets whether the C# type is a record.</summary>
    public bool IsRecord { get; set; }

    public List<PropertyDraft> Properties { get; } = [];

    /// <summary>Gets or sets the union of which the object is a variant, or null if there is none.</summary>
    public UnionDraft? Union { get; set; }

    /// <summary>Gets or sets the property whose constant identifies the object in its union.</summary>
    public PropertyDraft? Discriminator { get; set; }

    public PropertyDraft? Find(string wireName) => Properties.Find(property => property.WireName == wireName);
}

/// <summary>A property while the schema is being parsed.</summary>
internal sealed class PropertyDraft
{
    public required JsonMember Member { get; init; }

    /// <summary>Gets the C# name. For a discriminator, this is the name of the enum member.</summary>
    public required string Name { get; init; }

    public required string Description { get; init; }

    public required TypeDraft Type { get; set; }

    /// <summary>Gets the side of the object that has the property.</summary>
    public required Side Side { get; init; }

    public string Constant { get; init; } = "";

    public bool IsRequired { get; set; }

    /// <summary>Gets or sets the fold of the property, or null if it does not fold.</summary>
    public FoldDraft? Fold { get; set; }

    /// <summary>
    /// Gets whether the C# property is nullable. In an object that the caller creates, a member that can be absent is null. In a received object, an absent
    /// member has a documented default value, so only optional objects and enums are null.
    /// </summary>
    public bool IsNullable => Type.Kind switch
    {
        ValueKind.Any or ValueKind.AnyObject or ValueKind.ToolInput or ValueKind.Constant or ValueKind.Discriminator => false,
        ValueKind.OpenEnum when Type.HasNone => false,
        ValueKind.Object or ValueKind.Union or ValueKind.KindUnion or ValueKind.OpenEnum => Type.IsNullable || !IsRequired,
        _ => Type.IsNullable || (!IsRequired && Side != Side.Response),
    };

    public string WireName => Member.Name;

    public JsonNode Node => Member.Value;

    public SourceLocation Location => Member.Location;
}

/// <summary>A parser for objects and their properties. Unions are parsed first, so that the discriminator of each variant is known.</summary>
internal sealed class ObjectParser
{
    private readonly ParseContext _context;
    private readonly TypeParser _types;

    public ObjectParser(ParseContext context, TypeParser types)
    {
        _context = context;
        _types = types;
    }

    public void Parse(ObjectDraft draft)
    {
        Keywords.CheckObject(_context, draft.Node);
        draft.Side = KeywordReader.ReadSide(_context, draft.Node);
        draft.IsRecord = ReadRecord(draft);
        if (draft.Node.FindValue(Keywords.AdditionalProperties) is { Kind: not JsonNodeKind.True } closed)
        {
            _context.Report(Diagnostics.UnsupportedShape, closed.Location, "An object cannot be closed; set additionalProperties to true or remove it");
        }

        JsonMember? properties = draft.Node.Find(Keywords.Properties);
        if (properties is not null && properties.Value.Kind != JsonNodeKind.Object)
        {
            _context.Report(Diagnostics.BadKeywordValue, properties.Value.Location, Keywords.Properties, "an object of schemas");
        }

        foreach (JsonMember member in properties?.Value.Members ?? [])
        {
            ParseProperty(draft, member);
        }

        foreach (JsonNode name in KeywordReader.ReadStrings(_context, draft.Node, Keywords.Required))
        {
            SetRequired(draft, name);
        }
    }

    private void ParseProperty(ObjectDraft draft, JsonMember member)
    {
        Keywords.CheckProperty(_context, member.Value);
        TypeDraft? type = _types.Parse(member.Value);
        string constant = member.Value.FindValue(Keywords.Const)?.Text ?? "";
        bool isConstant = type?.Kind == ValueKind.Constant;
        bool isDiscriminator = isConstant && draft.Union?.Discriminator == member.Name;
        var property = new PropertyDraft
        {
            Member = member,
            Name = NameParser.Parse(_context, member.Value, isDiscriminator ? constant : member.Name, member.Location),
            Description = isConstant
                ? KeywordReader.ReadOptionalDescription(_context, member.Value)
                : KeywordReader.ReadDescription(_context, member.Value, member.Name, member.Location),
            Type = (isDiscriminator ? new TypeDraft(ValueKind.Discriminator) : type) ?? new TypeDraft(ValueKind.Any),
            Constant = constant,
            Side = draft.Side,
        };
        if (isDiscriminator)
        {
            draft.Discriminator = property;
        }

        // A property with an invalid type is kept, so that references to the property are not reported as well.
        draft.Properties.Add(property);
    }

    private bool ReadRecord(ObjectDraft draft)
    {
        bool isRecord = KeywordReader.ReadFlag(_context, draft.Node, Keywords.Record);
        if (isRecord && draft.Union is not null)
        {
            _context.Report(Diagnostics.Misplaced, draft.Node.Find(Keywords.Record)!.Location, Keywords.Record, "an object that is not a variant of a union");
        }

        return isRecord;
    }

    private void SetRequired(ObjectDraft draft, JsonNode name)
    {
        if (draft.Find(name.Text) is { } property)
        {
            property.IsRequired = true;
        }
        else
        {
            _context.Report(Diagnostics.UnknownRequired, name.Location, name.Text);
        }
    }
}

/// <summary>
/// A check for objects that require an object of their own type. A required member that is never null has an empty object as its default value. The required
/// members of that object have such defaults too, so a cycle would never end.
/// </summary>
internal static class RequiredCycles
{
    public static void Check(ParseContext context, DefTable table)
    {
        foreach (ObjectDraft draft in table.Objects)
        {
            foreach (PropertyDraft property in draft.Properties)
            {
                if (TargetOf(property) is { } target && Reaches(target, draft, []))
                {
                    context.Report(Diagnostics.RequiredCycle, property.Location, draft.Name, property.WireName);
                }
            }
        }
    }

    private static bool Reaches(ObjectDraft from, ObjectDraft goal, HashSet<ObjectDraft> seen) =>
        from == goal || (seen.Add(from) && from.Properties.Select(TargetOf).OfType<ObjectDraft>().Any(target => Reaches(target, goal, seen)));

    private static ObjectDraft? TargetOf(PropertyDraft property) =>
        property.IsRequired && !property.Type.IsNullable && property.Type.Kind == ValueKind.Object ? property.Type.Target as ObjectDraft : null;
}
