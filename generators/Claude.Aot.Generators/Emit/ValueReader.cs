namespace Claude.Aot.Generators;

/// <summary>The expressions that read a value of each type.</summary>
internal static class ValueReader
{
    /// <summary>Gets the call on the member reader that tries to read a value of the type and declares <c>value</c>.</summary>
    public static string TryGet(TypeSpec type)
    {
        string mark = type.IsNullable ? "?" : "";
        return type.Kind switch
        {
            ValueKind.Integer => $"TryGetInt64(out long{mark} value)",
            ValueKind.Number => $"TryGetDouble(out double{mark} value)",
            ValueKind.Boolean => $"TryGetBoolean(out bool{mark} value)",
            ValueKind.Object or ValueKind.Union or ValueKind.AnyObject => $"TryGetObject(out {Runtime.RawJson} value)",
            ValueKind.Array => $"TryGetArray(out {Runtime.RawJson} value)",
            ValueKind.KindUnion or ValueKind.Any or ValueKind.ToolInput => $"TryGetAny(out {Runtime.RawJson} value)",
            _ => "TryGetString(out string? value)",
        };
    }

    /// <summary>Gets the expression that converts <c>value</c> to the type of the property.</summary>
    public static string Convert(TypeSpec type, Scope scope) => type.Kind switch
    {
        ValueKind.String => type.IsNullable ? "value" : "value ?? \"\"",
        ValueKind.OpenEnum => type.IsNullable ? $"value is null ? default({type.Name}?) : new {type.Name}(value)" : $"new {type.Name}(value ?? \"\")",
        ValueKind.Object or ValueKind.Union or ValueKind.KindUnion or ValueKind.Array =>
            $"{(type.IsNullable ? "value.IsNull ? null : " : "")}{FromJson(type, "value", scope)}",
        ValueKind.ToolInput => $"{Runtime.ToolInput}.From(value)",
        _ => "value",
    };

    /// <summary>Gets the expression that creates a value from raw JSON.</summary>
    public static string FromJson(TypeSpec type, string json, Scope scope) => type.Kind switch
    {
        ValueKind.Object => $"new {type.Name}({json})",
        ValueKind.Union or ValueKind.KindUnion => $"{scope.Static(type.Name)}.Create({json})",
        ValueKind.Array => $"{Runtime.WireList}.Read({json}, {Element(type.Element!, scope)})",
        _ => json,
    };

    private static string Element(TypeSpec type, Scope scope) => type.Kind switch
    {
        ValueKind.Union or ValueKind.KindUnion => $"{scope.Static(type.Name)}.Create",
        ValueKind.String => "static item => item.TryGetString(out string? text) ? text : \"\"",
        ValueKind.OpenEnum => $"static item => new {type.Name}(item.TryGetString(out string? text) ? text : \"\")",
        _ => $"static item => {FromJson(type, "item", scope)}",
    };
}
