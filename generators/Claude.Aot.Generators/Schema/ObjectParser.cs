namespace Claude.Aot.Generators;

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
        if (draft.Node.FindValue(Keywords.AdditionalProperties) is { Kind: not JsonNodeKind.True } closed)
        {
            _context.Report(Diagnostics.UnsupportedShape, closed.Mark, "Every object is open: additionalProperties is true or left out");
        }

        JsonMember? properties = draft.Node.Find(Keywords.Properties);
        if (properties is not null && properties.Value.Kind != JsonNodeKind.Object)
        {
            _context.Report(Diagnostics.BadKeywordValue, properties.Value.Mark, Keywords.Properties, "an object of schemas");
        }

        foreach (JsonMember member in properties?.Value.Members ?? [])
        {
            ParseProperty(draft, member);
        }

        foreach (JsonNode name in KeywordReader.ReadStrings(_context, draft.Node, Keywords.Required))
        {
            MarkRequired(draft, name);
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
            Name = NameParser.Parse(_context, member.Value, isDiscriminator ? constant : member.Name, member.Mark),
            Description = isConstant
                ? DescriptionParser.ParseOptional(_context, member.Value)
                : DescriptionParser.Parse(_context, member.Value, member.Name, member.Mark),
            Type = (isDiscriminator ? new TypeDraft(ValueKind.Discriminator) : type) ?? new TypeDraft(ValueKind.Any),
            Constant = constant,
        };
        if (isDiscriminator)
        {
            draft.Discriminator = property;
        }

        // A property with an invalid type is kept, so that references to the property are not reported as well.
        draft.Properties.Add(property);
    }

    private void MarkRequired(ObjectDraft draft, JsonNode name)
    {
        if (draft.Find(name.Text) is { } property)
        {
            property.IsRequired = true;
        }
        else
        {
            _context.Report(Diagnostics.UnknownRequired, name.Mark, name.Text);
        }
    }
}
