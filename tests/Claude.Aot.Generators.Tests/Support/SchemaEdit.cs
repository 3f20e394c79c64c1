using System.Text.Json.Nodes;
using Node = System.Text.Json.Nodes.JsonNode;

namespace Claude.Aot.Generators.Tests;

/// <summary>The real schema with further definitions.</summary>
internal sealed class SchemaEdit
{
    private readonly string _path;
    private readonly Node _root;

    private SchemaEdit(SchemaFile file)
    {
        _path = file.Path;
        _root = Node.Parse(file.ToString())!;
    }

    private JsonObject Definitions => _root["$defs"]!.AsObject();

    public static SchemaEdit OfMessages() => new(SchemaFile.Messages());

    /// <summary>The fenced JSON of a document that begins with this definition.</summary>
    public static string ExampleOf(string document, string definition)
    {
        string text = Repository.Read(document);
        int start = text.IndexOf($"```json\n\"{definition}\"", StringComparison.Ordinal) + "```json\n".Length;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }

    /// <param name="definitions">Members of <c>$defs</c>.</param>
    public SchemaEdit Define(string definitions)
    {
        Add(Definitions, definitions);
        return this;
    }

    public SchemaEdit AddVariant(string union, string variant)
    {
        Definitions[union]!["oneOf"]!.AsArray().Add(new JsonObject { ["$ref"] = "#/$defs/" + variant });
        return this;
    }

    /// <param name="definition">An object.</param>
    /// <param name="properties">Members of its <c>properties</c>.</param>
    public SchemaEdit AddProperties(string definition, string properties)
    {
        Add(Definitions[definition]!["properties"]!.AsObject(), properties);
        return this;
    }

    public SchemaFile ToFile() => new(_path, _root.ToJsonString());

    private static void Add(JsonObject target, string members)
    {
        foreach ((string name, Node? value) in Node.Parse($"{{{members}}}")!.AsObject())
        {
            target.Add(name, value!.DeepClone());
        }
    }
}
