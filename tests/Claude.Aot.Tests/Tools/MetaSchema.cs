using NJsonSchema;

namespace Claude.Aot.Tests.Tools;

/// <summary>The schema of JSON schemas: draft 7, with <c>$defs</c> of the later drafts.</summary>
internal static class MetaSchema
{
    private const string Json = """
        {
          "type": ["object", "boolean"],
          "definitions": {
            "schemas": { "type": "array", "minItems": 1, "items": { "$ref": "#" } },
            "count": { "type": "integer", "minimum": 0 },
            "types": { "enum": ["array", "boolean", "integer", "null", "number", "object", "string"] },
            "texts": { "type": "array", "items": { "type": "string" }, "uniqueItems": true }
          },
          "properties": {
            "$ref": { "type": "string" },
            "$defs": { "type": "object", "additionalProperties": { "$ref": "#" } },
            "title": { "type": "string" },
            "description": { "type": "string" },
            "default": {},
            "multipleOf": { "type": "number", "exclusiveMinimum": 0 },
            "maximum": { "type": "number" },
            "exclusiveMaximum": { "type": "number" },
            "minimum": { "type": "number" },
            "exclusiveMinimum": { "type": "number" },
            "maxLength": { "$ref": "#/definitions/count" },
            "minLength": { "$ref": "#/definitions/count" },
            "pattern": { "type": "string" },
            "items": { "$ref": "#" },
            "maxItems": { "$ref": "#/definitions/count" },
            "minItems": { "$ref": "#/definitions/count" },
            "uniqueItems": { "type": "boolean" },
            "maxProperties": { "$ref": "#/definitions/count" },
            "minProperties": { "$ref": "#/definitions/count" },
            "required": { "$ref": "#/definitions/texts" },
            "additionalProperties": { "anyOf": [{ "type": "boolean" }, { "$ref": "#" }] },
            "properties": { "type": "object", "additionalProperties": { "$ref": "#" } },
            "const": {},
            "enum": { "type": "array", "minItems": 1, "uniqueItems": true, "items": {} },
            "type": {
              "anyOf": [
                { "$ref": "#/definitions/types" },
                { "type": "array", "items": { "$ref": "#/definitions/types" }, "minItems": 1, "uniqueItems": true }
              ]
            },
            "format": { "type": "string" },
            "contentEncoding": { "type": "string" },
            "anyOf": { "$ref": "#/definitions/schemas" }
          },
          "additionalProperties": false
        }
        """;

    public static JsonSchema Schema { get; } = JsonSchema.FromJsonAsync(Json).GetAwaiter().GetResult();
}
