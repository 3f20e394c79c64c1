namespace Claude.Aot.Generators;

/// <summary>The JSON Schema of simple values.</summary>
internal static class ScalarSchema
{
    public static void Add(SchemaKeywords keywords, ScalarKind kind, bool isNullable)
    {
        if (kind is ScalarKind.Element or ScalarKind.Raw)
        {
            return;
        }

        keywords.Add("type", TypeOf(NameOf(kind), isNullable));
        keywords.Add("format", FormatOf(kind));
        if (kind is ScalarKind.Bytes or ScalarKind.Memory)
        {
            keywords.Add("contentEncoding", "\"base64\"");
        }
        else if (kind == ScalarKind.Char)
        {
            keywords.Add("minLength", "1");
            keywords.Add("maxLength", "1");
        }
        else
        {
            (string? minimum, string? maximum) = RangeOf(kind);
            keywords.Add("minimum", minimum);
            keywords.Add("maximum", maximum);
        }
    }

    public static string TypeOf(string name, bool isNullable) => isNullable ? $"[\"{name}\",\"null\"]" : $"\"{name}\"";

    private static string NameOf(ScalarKind kind) => kind switch
    {
        ScalarKind.Boolean => "boolean",
        >= ScalarKind.SByte and <= ScalarKind.UInt64 => "integer",
        >= ScalarKind.Half and <= ScalarKind.Decimal => "number",
        _ => "string",
    };

    private static string? FormatOf(ScalarKind kind) => kind switch
    {
        ScalarKind.DateTime or ScalarKind.DateTimeOffset => "\"date-time\"",
        ScalarKind.DateOnly => "\"date\"",
        ScalarKind.TimeOnly => "\"time\"",
        ScalarKind.TimeSpan => "\"duration\"",
        ScalarKind.Guid => "\"uuid\"",
        ScalarKind.Uri => "\"uri\"",
        _ => null,
    };

    // The ranges of int and long are left out: they cost tokens in each request, and models do not reach them.
    private static (string? Minimum, string? Maximum) RangeOf(ScalarKind kind) => kind switch
    {
        ScalarKind.SByte => ("-128", "127"),
        ScalarKind.Byte => ("0", "255"),
        ScalarKind.Int16 => ("-32768", "32767"),
        ScalarKind.UInt16 => ("0", "65535"),
        ScalarKind.UInt32 or ScalarKind.UInt64 => ("0", null),
        _ => default,
    };
}
