namespace Claude.Aot.Generators;

/// <summary>The type of a property, element or alternative while the schema is being parsed.</summary>
/// <param name="Target">The definition that a <c>$ref</c> refers to; null for other types.</param>
/// <param name="IsNullable">Whether the value can be null on the wire.</param>
internal sealed record TypeDraft(ValueKind Kind, DefDraft? Target = null, bool IsNullable = false, TypeDraft? Element = null)
{
    /// <summary>Gets whether the default value of the C# type means that there is no value.</summary>
    public bool HasNone => Target is OpenEnumDraft { KindName.Length: > 0 };

    /// <param name="isNullable">Whether the C# type is nullable.</param>
    /// <param name="owner">The definition that uses the type. If the type is in another namespace, its name is qualified.</param>
    public TypeSpec ToSpec(bool isNullable, DefDraft owner) =>
        new(Kind, Target?.NameIn(owner) ?? "", isNullable, Element?.ToSpec(isNullable: false, owner), HasNone);
}

/// <summary>A parser for the type of a property, element or alternative.</summary>
internal sealed class TypeParser
{
    private readonly ParseContext _context;
    private readonly DefTable _table;

    public TypeParser(ParseContext context, DefTable table)
    {
        _context = context;
        _table = table;
    }

    /// <summary>Parses a type. Reports a diagnostic and returns null if the type is invalid.</summary>
    public TypeDraft? Parse(JsonNode node)
    {
        if (node.Kind == JsonNodeKind.True)
        {
            return new TypeDraft(ValueKind.Any);
        }

        if (node.Kind != JsonNodeKind.Object)
        {
            return Unsupported(node.Location, "A schema must be an object, or true to accept any JSON");
        }

        if (node.Find(Keywords.Ref) is { } reference)
        {
            return ParseReference(node, reference);
        }

        if (node.Find(Keywords.OneOf) is { } oneOf)
        {
            return ParseNullable(oneOf);
        }

        if (node.Find(Keywords.Const) is { } constant)
        {
            return constant.Value.Kind == JsonNodeKind.String
                ? new TypeDraft(ValueKind.Constant)
                : Unsupported(constant.Value.Location, "A const must be a string");
        }

        return node.Find(Keywords.Type) is { } type ? ParseType(node, type) : new TypeDraft(ValueKind.Any);
    }

    private TypeDraft? ParseReference(JsonNode node, JsonMember reference)
    {
        DefDraft? definition = _table.Resolve(_context, reference.Value);
        JsonMember? constant = node.Find(Keywords.Const);
        bool isConstant = constant is { Value.Kind: JsonNodeKind.String } && definition is OpenEnumDraft { IsConstants: false };
        if ((node.Find(Keywords.Type) ?? node.Find(Keywords.OneOf) ?? (isConstant ? null : constant)) is { } sibling)
        {
            return Unsupported(sibling.Location, $"A $ref cannot have '{sibling.Name}' beside it; remove it");
        }

        return definition switch
        {
            OpenEnumDraft { IsConstants: true } => new TypeDraft(ValueKind.String),
            OpenEnumDraft target when isConstant => new TypeDraft(ValueKind.Constant, target),
            ObjectDraft target => new TypeDraft(ValueKind.Object, target),
            UnionDraft target => new TypeDraft(ValueKind.Union, target),
            OpenEnumDraft target => new TypeDraft(ValueKind.OpenEnum, target),
            KindUnionDraft target => new TypeDraft(ValueKind.KindUnion, target),
            _ => null,
        };
    }

    /// <summary>
    /// Parses a nullable type of the form <c>oneOf</c> with the null type. <see cref="ParseType"/> parses the other form, an array of type names.
    /// </summary>
    private TypeDraft? ParseNullable(JsonMember oneOf)
    {
        IReadOnlyList<JsonNode> items = oneOf.Value.Items;
        JsonNode? value = items.FirstOrDefault(item => !IsNullType(item));
        if (items.Count != 2 || value is null || !items.Any(IsNullType))
        {
            return Unsupported(oneOf.Location, "The oneOf of a property must have one type and the null type; move any other union to its own definition");
        }

        Keywords.CheckType(_context, value);
        return Parse(value) is { } type ? type with { IsNullable = true } : null;
    }

    private TypeDraft? ParseType(JsonNode node, JsonMember type)
    {
        if (type.Value.Kind == JsonNodeKind.String)
        {
            return ParseNamed(node, type.Value);
        }

        IReadOnlyList<JsonNode> names = type.Value.Items;
        JsonNode? name = names.FirstOrDefault(item => !item.IsString("null"));
        if (names.Count != 2 || name is null || !names.Any(item => item.IsString("null")))
        {
            return Unsupported(type.Location, "A list of types must have one type and \"null\"");
        }

        return ParseNamed(node, name) is { } draft ? draft with { IsNullable = true } : null;
    }

    private TypeDraft? ParseNamed(JsonNode node, JsonNode name)
    {
        switch (name.Text)
        {
            case "string":
                return new TypeDraft(ValueKind.String);
            case "integer":
                return new TypeDraft(ValueKind.Integer);
            case "number":
                return new TypeDraft(ValueKind.Number);
            case "boolean":
                return new TypeDraft(ValueKind.Boolean);
            case "array":
                return ParseArray(node, name);
            case "object" when node.FindValue(Keywords.AdditionalProperties) is not { Kind: JsonNodeKind.False }:
                return new TypeDraft(ValueKind.AnyObject);
            default:
                return Unsupported(
                    name.Location,
                    $"The type \"{name.Text}\" is not supported here; use string, integer, number, boolean, array, or object without properties");
        }
    }

    private TypeDraft? ParseArray(JsonNode node, JsonNode name)
    {
        if (node.FindValue(Keywords.Items) is not { } items)
        {
            return Unsupported(name.Location, "The array has no items keyword; add one with the type of its elements");
        }

        Keywords.CheckType(_context, items);
        TypeDraft? element = Parse(items);
        return element switch
        {
            null => null,
            { IsNullable: true } => Unsupported(items.Location, "The items of an array cannot be nullable"),
            { Kind: ValueKind.Array or ValueKind.Integer or ValueKind.Number or ValueKind.Boolean or ValueKind.Constant } =>
                Unsupported(items.Location, "The items of an array must be strings, definitions or any JSON"),
            _ => new TypeDraft(ValueKind.Array, Element: element),
        };
    }

    private static bool IsNullType(JsonNode node) => node.FindValue(Keywords.Type)?.IsString("null") == true;

    private TypeDraft? Unsupported(SourceLocation location, string message)
    {
        _context.Report(Diagnostics.UnsupportedShape, location, message);
        return null;
    }
}
