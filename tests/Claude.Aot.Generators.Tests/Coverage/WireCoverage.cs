using System.Text.Json;

namespace Claude.Aot.Generators.Tests;

/// <summary>Looks for what the wire has and the schema lacks, or says otherwise. Each finding names a definition or member, and what is wrong with it.</summary>
internal sealed class WireCoverage(SchemaDefinitions schema, WireReview review)
{
    private readonly SortedSet<string> _findings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _covered = [];

    public IReadOnlyCollection<string> Findings => _findings;

    /// <summary>The members that some wire type has, by the definition that stands for it.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> Covered => _covered;

    public void Check(WireFacts facts)
    {
        var values = new WireValueCheck(facts, review, _findings);
        foreach ((string key, JsonElement type) in facts.Types)
        {
            foreach (string name in review.DefinitionsOf(key, type))
            {
                Check(key, name, type, values, facts);
            }
        }
    }

    private void Check(string key, string name, JsonElement type, WireValueCheck values, WireFacts facts)
    {
        switch (type.GetProperty("kind").GetString())
        {
            case "object" when schema.IsObject(name):
                CheckObject(name, type, values, facts);
                break;
            case "enum" when schema.Has(name):
                values.CheckNames(name, JsonFile.Strings(type.GetProperty("values")), schema.ShapesOf(name));
                break;
            // A union without a definition of its own is looked at where a member refers to it.
            case "union" when schema.IsUnion(name):
                values.CheckUnion(name, type, schema.ShapesOf(name));
                break;
            case "object" or "enum":
                _findings.Add($"{key}: there is no definition '{name}'");
                break;
        }
    }

    private void CheckObject(string name, JsonElement type, WireValueCheck values, WireFacts facts)
    {
        string[] sides = [.. JsonFile.Strings(type.GetProperty("side"))];
        string side = schema[name].GetProperty("x-side").GetString()!;
        if (side != "both" && (sides.Length > 1 || sides[0] != side))
        {
            _findings.Add($"{name}: on the wire its x-side is {string.Join(" and ", sides)}");
        }

        foreach (JsonElement field in type.GetProperty("fields").EnumerateArray().Where(field => !field.TryGetProperty("in", out _)))
        {
            string member = field.GetProperty("name").GetString()!;
            (_covered.TryGetValue(name, out HashSet<string>? members) ? members : _covered[name] = []).Add(member);
            if (!schema[name].GetProperty("properties").TryGetProperty(member, out JsonElement property))
            {
                _findings.Add($"{name}.{member}: missing");
                continue;
            }

            string where = $"{name}.{member}";
            values.Check(where, field.GetProperty("type"), schema.ShapesOf(property));
            CheckNull(where, field, sides, property);
            CheckRequired(name, member, field, sides, facts);
        }
    }

    private void CheckNull(string where, JsonElement field, string[] sides, JsonElement property)
    {
        IReadOnlyList<SchemaShape> shapes = schema.ShapesOf(property);
        bool takesNull = shapes.Any(shape => shape.Kind is "null" or "any") || property.TryGetProperty("const", out _);
        bool isAny = field.GetProperty("type").GetProperty("k").ValueEquals("any");
        if (IsNullable(field, sides) && !takesNull && !isAny)
        {
            _findings.Add($"{where}: is nullable on the wire");
        }
    }

    private void CheckRequired(string name, string member, JsonElement field, string[] sides, WireFacts facts)
    {
        bool isResponse = schema[name].GetProperty("x-side").ValueEquals("response");
        if (!sides.Contains(isResponse ? "response" : "request"))
        {
            return;
        }

        bool isRequired = schema[name].TryGetProperty("required", out JsonElement required) && JsonFile.Strings(required).Contains(member);
        bool isNullAnswer = facts.IsTypeScript && field.GetProperty("nullable").GetBoolean() && !sides.Contains("request");
        bool isRequiredOnWire = field.GetProperty("required").GetBoolean() && !isNullAnswer;
        if (isRequired != isRequiredOnWire)
        {
            _findings.Add($"{name}.{member}: is {(isRequiredOnWire ? "required" : "optional")} on the wire");
        }
    }

    /// <summary>The Python SDK lets members of answers be null that are just left out; where it is known, the TypeScript SDK tells.</summary>
    private static bool IsNullable(JsonElement field, string[] sides) =>
        (sides.Contains("response") && field.TryGetProperty("ts_nullable", out JsonElement nullable) ? nullable : field.GetProperty("nullable")).GetBoolean();
}
