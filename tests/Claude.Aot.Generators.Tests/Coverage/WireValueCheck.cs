using System.Text.Json;

namespace Claude.Aot.Generators.Tests;

/// <summary>Whether the schema takes every value that a member has on the wire.</summary>
internal sealed class WireValueCheck(WireFacts facts, WireReview review, ISet<string> findings)
{
    /// <param name="where">The member.</param>
    /// <param name="type">Its type on the wire.</param>
    /// <param name="shapes">What the schema takes.</param>
    public void Check(string where, JsonElement type, IReadOnlyList<SchemaShape> shapes)
    {
        string kind = type.GetProperty("k").GetString()!;
        if (shapes.Any(shape => shape.Kind == "any"))
        {
            return;
        }

        switch (kind)
        {
            case "null":
                // Looked at with the member.
                break;
            case "number" when facts.IsTypeScript:
                Require(where, kind, shapes, "number", "integer");
                break;
            case "const":
                CheckNames(where, [type.GetProperty("value").ToString()], shapes);
                break;
            case "enum":
                CheckNames(where, type.GetProperty("values").EnumerateArray().Select(value => value.ToString()), shapes);
                break;
            case "array":
                CheckArray(where, type.GetProperty("items"), shapes);
                break;
            case "map" or "any":
                Require(where, kind, shapes, "map", "object");
                break;
            case "union":
                CheckUnion(where, type, shapes);
                break;
            case "ref":
                CheckReference(where, type.GetProperty("ref").GetString()!, shapes);
                break;
            default:
                Require(where, kind, shapes, kind);
                break;
        }
    }

    public void CheckUnion(string where, JsonElement type, IReadOnlyList<SchemaShape> shapes)
    {
        foreach (JsonElement alternative in type.GetProperty("of").EnumerateArray())
        {
            Check(where, alternative, shapes);
        }
    }

    public void CheckNames(string where, IEnumerable<string> names, IReadOnlyList<SchemaShape> shapes)
    {
        foreach (string name in names.Where(name => !shapes.Any(shape => shape.Kind == "const" && shape.Detail == name)))
        {
            findings.Add($"{where}: lacks the value '{name}'");
        }
    }

    private void CheckArray(string where, JsonElement items, IReadOnlyList<SchemaShape> shapes)
    {
        Require(where, "array", shapes, "array");
        SchemaShape[] elements = [.. shapes.Where(shape => shape.Kind == "array").SelectMany(shape => shape.Items)];
        if (elements.Length > 0)
        {
            Check(where + "[]", items, elements);
        }
    }

    private void CheckReference(string where, string key, IReadOnlyList<SchemaShape> shapes)
    {
        JsonElement target = facts.Types[key];
        switch (target.GetProperty("kind").GetString())
        {
            case "union":
                CheckUnion(where, target, shapes);
                break;
            case "alias":
                Check(where, target.GetProperty("type"), shapes);
                break;
            case "object":
                CheckObject(where, key, target, shapes);
                break;
            case "enum" when review.DefinitionsOf(key, target).Count == 0:
                Require(where, "string", shapes, "string");
                break;
            default:
                CheckNames(where, JsonFile.Strings(target.GetProperty("values")), shapes);
                break;
        }
    }

    private void CheckObject(string where, string key, JsonElement target, IReadOnlyList<SchemaShape> shapes)
    {
        foreach (string name in review.DefinitionsOf(key, target).Where(name => !shapes.Contains(new SchemaShape("object", name))))
        {
            findings.Add($"{where}: lacks the object '{name}'");
        }
    }

    private void Require(string where, string kind, IReadOnlyList<SchemaShape> shapes, params string[] kinds)
    {
        if (!shapes.Any(shape => kinds.Contains(shape.Kind)))
        {
            findings.Add($"{where}: does not take {kind}");
        }
    }
}
