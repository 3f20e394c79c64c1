using System.Text.Json;
using System.Text.Json.Nodes;
using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Schema;

/// <summary>JSON made by walking the schema: of each type, values in which every member is set.</summary>
internal static class SchemaSamples
{
    private const int MaxDepth = 3;

    private static readonly Dictionary<string, JsonElement> s_definitions = ReadDefinitions();

    /// <summary>The types that a request can hold.</summary>
    public static IEnumerable<string> RequestTypes => s_definitions.Keys
        .Where(name => Text(s_definitions[name], "x-side") != "response" && !s_definitions[name].TryGetProperty("x-constants", out _));

    /// <summary>The C# type of a name: types of batches have a namespace of their own.</summary>
    public static Type TypeOf(string name) =>
        typeof(ClaudeClient).Assembly.GetType($"Claude.Aot.{name}") ?? typeof(ClaudeClient).Assembly.GetType($"Claude.Aot.Batches.{name}", throwOnError: true)!;

    /// <summary>The name of the C# type.</summary>
    public static string ClassOf(string name) => Text(s_definitions[name], "x-name") ?? name;

    /// <summary>One value for each choice that the type and its members leave, and one with every null that must be said.</summary>
    public static IEnumerable<JsonNode> Of(string name)
    {
        int choices = ChoicesOf(s_definitions[name]);
        return [.. Enumerable.Range(0, choices).Select(choice => Create(name, new Choice(choice))), Create(name, new Choice(0) { TakesNull = true })];
    }

    private static Dictionary<string, JsonElement> ReadDefinitions()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("src", "Claude.Aot", "Schema", "messages.schema.json")));
        return document.RootElement.GetProperty("$defs").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.Clone());
    }

    private static int ChoicesOf(JsonElement definition) => definition.TryGetProperty("properties", out JsonElement properties)
        ? properties.EnumerateObject().Select(property => AlternativesOf(property.Value).Length).Append(1).Max()
        : AlternativesOf(definition).Length;

    private static JsonNode Create(string name, Choice choice)
    {
        JsonElement definition = s_definitions[name];
        return definition.TryGetProperty("properties", out JsonElement properties) ? CreateObject(definition, properties, choice) : CreateValue(definition, choice, name)!;
    }

    private static JsonObject CreateObject(JsonElement definition, JsonElement properties, Choice choice)
    {
        string[] required = definition.TryGetProperty("required", out JsonElement names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];
        var made = new JsonObject();
        foreach (JsonProperty property in properties.EnumerateObject())
        {
            bool isRequired = required.Contains(property.Name);
            if (choice.TakesNull && isRequired && IsNullable(property.Value))
            {
                made.Add(property.Name, null);
            }
            else if (isRequired || choice.Depth < MaxDepth || property.Value.TryGetProperty("const", out _))
            {
                made.Add(property.Name, CreateValue(property.Value, choice.Within(), property.Name));
            }
        }

        return made;
    }

    private static JsonNode? CreateValue(JsonElement type, Choice choice, string name)
    {
        JsonElement[] alternatives = AlternativesOf(type);
        JsonElement chosen = alternatives[choice.Number % alternatives.Length];
        if (Text(chosen, "const") is { } constant)
        {
            return constant;
        }

        if (Text(chosen, "$ref") is { } reference)
        {
            return Create(reference["#/$defs/".Length..], choice);
        }

        return KindOf(chosen) switch
        {
            "string" => $"{name} {choice.Number} \"é\"\n☀",
            "integer" => choice.Next() + 5_000_000_000,
            "number" => choice.Next() + 0.25,
            "boolean" => choice.Number % 2 == 0,
            "array" when choice.Depth > MaxDepth => new JsonArray(),
            "array" => new JsonArray(CreateValue(chosen.GetProperty("items"), choice.Within(), name), CreateValue(chosen.GetProperty("items"), choice.Within().Other(), name)),
            _ => new JsonObject { ["k"] = new JsonArray(choice.Next(), null, "é", new JsonObject()) },
        };
    }

    /// <summary>What a value may be, null left out: the variants, forms or known names of it. A reference stands for what it leads to.</summary>
    private static JsonElement[] AlternativesOf(JsonElement type)
    {
        if (type.ValueKind != JsonValueKind.Object)
        {
            return [type];
        }

        if (Text(type, "$ref") is { } reference && !s_definitions[reference["#/$defs/".Length..]].TryGetProperty("properties", out _))
        {
            return AlternativesOf(s_definitions[reference["#/$defs/".Length..]]);
        }

        return type.TryGetProperty("oneOf", out JsonElement forms) || type.TryGetProperty("anyOf", out forms)
            ? [.. forms.EnumerateArray().Where(form => KindOf(form) != "null").SelectMany(AlternativesOf)]
            : [type];
    }

    private static bool IsNullable(JsonElement type) => type.TryGetProperty("oneOf", out JsonElement forms)
        ? forms.EnumerateArray().Any(form => KindOf(form) == "null")
        : type.TryGetProperty("type", out JsonElement kinds) && kinds.ValueKind == JsonValueKind.Array;

    private static string? KindOf(JsonElement type) => type.ValueKind == JsonValueKind.Object && type.TryGetProperty("type", out JsonElement kind)
        ? (kind.ValueKind == JsonValueKind.Array ? kind[0] : kind).GetString()
        : null;

    private static string? Text(JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Which of several alternatives is taken, how deep, and a number that is never the same.</summary>
    private sealed record Choice(int Number)
    {
        private int _last = Number * 1000;

        public int Depth { get; private init; }

        public bool TakesNull { get; init; }

        public Choice Within() => this with { Depth = Depth + 1, _last = Next() * 7 };

        public Choice Other() => this with { Number = Number + 1 };

        public int Next() => ++_last;
    }
}
