using System.Text.Json;

namespace Claude.Aot.Generators.Tests;

/// <summary>The definitions of the real schema, as JSON.</summary>
internal sealed class SchemaDefinitions
{
    private readonly Dictionary<string, JsonElement> _definitions =
        JsonFile.Read("src/Claude.Aot/Schema/messages.schema.json").GetProperty("$defs").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value);

    public IEnumerable<string> Names => _definitions.Keys;

    public IEnumerable<KeyValuePair<string, JsonElement>> Objects => _definitions.Where(entry => IsObject(entry.Key));

    public JsonElement this[string name] => _definitions[name];

    public static string TargetOf(JsonElement reference) => reference.GetProperty("$ref").GetString()!["#/$defs/".Length..];

    /// <summary>The definitions to which something refers.</summary>
    public static IEnumerable<string> TargetsOf(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member => member.NameEquals("$ref") ? [TargetOf(node)] : TargetsOf(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(TargetsOf),
        _ => [],
    };

    public IEnumerable<string> TargetsOf(string name) => TargetsOf(_definitions[name]);

    /// <summary>The union of which a definition is a variant.</summary>
    public IEnumerable<string> UnionsOf(string name) =>
        _definitions.Keys.Where(union => _definitions[union].TryGetProperty("x-discriminator", out _) && TargetsOf(union).Contains(name));

    public bool Has(string name) => _definitions.ContainsKey(name);

    public bool IsObject(string name) =>
        _definitions.TryGetValue(name, out JsonElement definition) && definition.TryGetProperty("type", out JsonElement type) && type.ValueEquals("object");

    public bool IsKindUnion(string name) => IsUnion(name) && !_definitions[name].TryGetProperty("x-discriminator", out _);

    public bool IsUnion(string name) => _definitions.TryGetValue(name, out JsonElement definition) && definition.TryGetProperty("oneOf", out _);

    /// <summary>The constants of an open enum, or the discriminators of a union.</summary>
    public IEnumerable<string> WireNamesOf(string name)
    {
        JsonElement definition = _definitions[name];
        return definition.TryGetProperty("anyOf", out JsonElement values)
            ? values.EnumerateArray().Where(value => value.TryGetProperty("const", out _)).Select(value => value.GetProperty("const").GetString()!)
            : definition.GetProperty("oneOf").EnumerateArray()
                .Select(variant => _definitions[TargetOf(variant)].GetProperty("properties").GetProperty(definition.GetProperty("x-discriminator").GetString()!).GetProperty("const").GetString()!);
    }

    public IReadOnlyList<SchemaShape> ShapesOf(string name) => _definitions[name] switch
    {
        _ when IsObject(name) => [new SchemaShape("object", name)],
        var definition when definition.TryGetProperty("anyOf", out _) => [.. WireNamesOf(name).Select(value => new SchemaShape("const", value)), new SchemaShape("string")],
        var definition when definition.TryGetProperty("x-discriminator", out _) =>
            [.. definition.GetProperty("oneOf").EnumerateArray().Select(variant => new SchemaShape("object", TargetOf(variant)))],
        var definition => ShapesOf(definition),
    };

    public IReadOnlyList<SchemaShape> ShapesOf(JsonElement node)
    {
        if (node.ValueKind == JsonValueKind.True)
        {
            return [new SchemaShape("any")];
        }

        if (node.TryGetProperty("const", out JsonElement constant))
        {
            return [new SchemaShape("const", constant.GetString()!)];
        }

        if (node.TryGetProperty("$ref", out _))
        {
            return ShapesOf(TargetOf(node));
        }

        if (node.TryGetProperty("oneOf", out JsonElement alternatives))
        {
            return [.. alternatives.EnumerateArray().SelectMany(ShapesOf)];
        }

        return node.TryGetProperty("type", out JsonElement types)
            ? [.. JsonFile.OneOrMore(types).Select(type => type switch
            {
                "array" => new SchemaShape("array", "", ShapesOf(node.GetProperty("items"))),
                "object" => new SchemaShape("map"),
                _ => new SchemaShape(type),
            })]
            : [new SchemaShape("any")];
    }
}
