using System.Globalization;

namespace Claude.Aot.Generators;

/// <summary>Writes the JSON Schema of inputs.</summary>
internal sealed class SchemaWriter
{
    private const string Null = """{"type":"null"}""";

    private readonly TypeTable _types;
    private readonly bool _isStrict;
    private readonly HashSet<string> _recursive;
    private readonly Dictionary<string, string> _names = [];

    public SchemaWriter(TypeTable types, bool isStrict, IEnumerable<string> roots)
    {
        _types = types;
        _isStrict = isStrict;
        _recursive = types.FindRecursive(roots);
    }

    /// <summary>Writes the schema of an object that has the given members, together with the definitions it refers to.</summary>
    public string WriteRoot(EquatableArray<BoundMember> members)
    {
        SchemaKeywords keywords = ObjectOf(members, discriminator: null, isNullable: false, isClosed: _isStrict);
        Dictionary<string, string> definitions = [];
        while (_names.FirstOrDefault(name => !definitions.ContainsKey(name.Value)) is { Key: { } id, Value: { } name })
        {
            definitions.Add(name, "");
            definitions[name] = Body(_types[id], isNullable: false, constraint: null).ToJson(DescriptionOf(_types[id]), _isStrict);
        }

        keywords.Add("$defs", definitions.Count == 0 ? null : Map(definitions));
        return keywords.ToJson(description: null, _isStrict);
    }

    private string Write(BoundValue value, string? description = null, ConstraintSpec? constraint = null, string? defaultJson = null)
    {
        BoundType type = _types.Of(value);
        SchemaKeywords keywords;
        if (_recursive.Contains(type.Id))
        {
            keywords = new SchemaKeywords();
            string reference = JsonString.Quote($"#/$defs/{NameOf(type)}");
            keywords.Add(value.IsNullable ? "anyOf" : "$ref", value.IsNullable ? $$"""[{"$ref":{{reference}}},{{Null}}]""" : reference);
        }
        else
        {
            keywords = Body(type, value.IsNullable, constraint);
            description ??= DescriptionOf(type);
        }

        keywords.Add("default", defaultJson);
        return keywords.ToJson(description, _isStrict);
    }

    private SchemaKeywords Body(BoundType type, bool isNullable, ConstraintSpec? constraint)
    {
        if (type is BoundObject item)
        {
            return ObjectOf(item.Members, item.Discriminator, isNullable, item.IsClosed);
        }

        var keywords = new SchemaKeywords();
        switch (type)
        {
            case BoundScalar scalar:
                ScalarSchema.Add(keywords, scalar.Kind, isNullable);
                break;
            case BoundEnum enumeration:
                keywords.Add("type", ScalarSchema.TypeOf("string", isNullable));
                AddEnum(keywords, enumeration.Members.Select(member => JsonString.Quote(member.JsonName)).Distinct(), isNullable);
                break;
            case BoundList list:
                keywords.Add("type", ScalarSchema.TypeOf("array", isNullable));
                keywords.Add("items", Write(list.Element));
                break;
            case BoundMap map:
                keywords.Add("type", ScalarSchema.TypeOf("object", isNullable));
                keywords.Add("additionalProperties", Write(map.Value));
                break;
            case BoundUnion union:
                IEnumerable<string> variants = union.VariantIds.Select(id => Write(new BoundValue(id, "", IsNullable: false, IsValueType: false)));
                keywords.Add("anyOf", $"[{string.Join(",", isNullable ? variants.Append(Null) : variants)}]");
                break;
        }

        AddConstraint(keywords, type, constraint, isNullable);
        return keywords;
    }

    private SchemaKeywords ObjectOf(EquatableArray<BoundMember> members, DiscriminatorSpec? discriminator, bool isNullable, bool isClosed)
    {
        Dictionary<string, string> properties = [];
        List<string> required = [];
        if (discriminator is not null)
        {
            properties.Add(discriminator.JsonName, $$"""{"type":"{{(discriminator.IsText ? "string" : "integer")}}","const":{{discriminator.Json}}}""");
            required.Add(JsonString.Quote(discriminator.JsonName));
        }

        foreach (BoundMember member in members)
        {
            properties.Add(member.JsonName, Write(member.Value, member.Description, member.Constraint, member.Default?.Json));
            required.AddRange(member.IsRequired ? [JsonString.Quote(member.JsonName)] : []);
        }

        var keywords = new SchemaKeywords();
        keywords.Add("type", ScalarSchema.TypeOf("object", isNullable));
        keywords.Add("properties", Map(properties));
        keywords.Add("required", required.Count == 0 ? null : $"[{string.Join(",", required)}]");
        keywords.Add("additionalProperties", isClosed ? "false" : null);
        return keywords;
    }

    private static void AddConstraint(SchemaKeywords keywords, BoundType type, ConstraintSpec? constraint, bool isNullable)
    {
        if (constraint is null)
        {
            return;
        }

        string unit = type switch { BoundList => "Items", BoundMap => "Properties", _ => "Length" };
        keywords.Add(constraint.Minimum?.IsExclusive == true ? "exclusiveMinimum" : "minimum", constraint.Minimum?.Json);
        keywords.Add(constraint.Maximum?.IsExclusive == true ? "exclusiveMaximum" : "maximum", constraint.Maximum?.Json);
        keywords.Add($"min{unit}", constraint.MinLength?.ToString(CultureInfo.InvariantCulture));
        keywords.Add($"max{unit}", constraint.MaxLength?.ToString(CultureInfo.InvariantCulture));
        keywords.Add("pattern", constraint.Pattern is { } pattern ? JsonString.Quote(TextPattern.ForSchema(pattern)) : null);
        if (constraint.Allowed.Count > 0)
        {
            AddEnum(keywords, constraint.Allowed.Select(value => value.Json), isNullable);
        }
    }

    private static void AddEnum(SchemaKeywords keywords, IEnumerable<string> values, bool isNullable) =>
        keywords.Add("enum", $"[{string.Join(",", isNullable ? values.Append("null") : values)}]");

    private string NameOf(BoundType type)
    {
        if (!_names.TryGetValue(type.Id, out string? name))
        {
            name = type.Name;
            for (int i = 2; _names.ContainsValue(name); i++)
            {
                name = type.Name + i.ToString(CultureInfo.InvariantCulture);
            }

            _names.Add(type.Id, name);
        }

        return name;
    }

    private static string? DescriptionOf(BoundType type) => (type as BoundObject)?.Description ?? (type as BoundUnion)?.Description;

    private static string Map(Dictionary<string, string> members) =>
        $"{{{string.Join(",", members.Select(member => $"{JsonString.Quote(member.Key)}:{member.Value}"))}}}";
}
