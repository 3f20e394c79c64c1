using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>
/// Maps JSON schemas. The API enforces a strict schema on the model's output, and rejects keywords that it cannot enforce; they become part of the description,
/// so that the model still sees them.
/// </summary>
internal static class SchemaMapper
{
    private static readonly string[] s_descriptive =
    [
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "maxItems", "uniqueItems", "contains",
        "minProperties", "maxProperties", "not", "if", "then", "else", "examples",
    ];

    private static readonly string[] s_formats =
        ["date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"];

    // The cache holds the result as long as the format or function lives.
    private static readonly AIJsonSchemaTransformCache s_cache = new(new AIJsonSchemaTransformOptions
    {
        DisallowAdditionalProperties = true,
        TransformSchemaNode = static (context, node) => Transform(node, context.Path.Length == 0),
    });

    public static RawJson Strict(ChatResponseFormatJson format) => RawJson.FromJsonElement(s_cache.GetOrCreateTransformedSchema(format)!.Value);

    public static RawJson Strict(AIFunctionDeclaration function) => WithType(s_cache.GetOrCreateTransformedSchema(function));

    /// <summary>
    /// Maps the schema of a function's parameters unchanged, except that it adds a type: the API requires one, and the schema of a function without parameters
    /// has none.
    /// </summary>
    public static RawJson Lenient(AIFunctionDeclaration function) => WithType(function.JsonSchema);

    private static RawJson WithType(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || schema.TryGetProperty("type", out _))
        {
            return schema.ValueKind == JsonValueKind.Object ? RawJson.FromJsonElement(schema) : RawJson.Parse("""{"type":"object"}"""u8);
        }

        JsonObject typed = JsonObject.Create(schema)!;
        typed.Insert(0, "type", "object");
        return RawJson.From(typed);
    }

    private static JsonNode Transform(JsonNode node, bool isRoot)
    {
        if (node is not JsonObject schema)
        {
            return node;
        }

        if (isRoot)
        {
            schema.Remove("$schema");
        }

        if (schema["oneOf"] is { } variants && schema["anyOf"] is null)
        {
            schema.Remove("oneOf");
            schema["anyOf"] = variants;
        }

        MoveToDescription(schema, "oneOf");

        foreach (string keyword in s_descriptive)
        {
            MoveToDescription(schema, keyword);
        }

        if (schema["minItems"] is JsonValue count && !(count.TryGetValue(out int items) && items is 0 or 1))
        {
            MoveToDescription(schema, "minItems");
        }

        if (schema["format"] is JsonValue format && !(format.TryGetValue(out string? name) && s_formats.Contains(name)))
        {
            MoveToDescription(schema, "format");
        }

        return schema;
    }

    private static void MoveToDescription(JsonObject schema, string keyword)
    {
        if (!schema.TryGetPropertyValue(keyword, out JsonNode? value))
        {
            return;
        }

        schema.Remove(keyword);
        string rule = $"{keyword}: {value?.ToJsonString() ?? "null"}";
        schema["description"] = schema["description"] is { } description ? $"{description.GetValue<string>()} ({rule})" : rule;
    }
}
