namespace Claude.Aot.Generators;

/// <summary>The names of the C# types of owned properties.</summary>
internal static class TypeNames
{
    public static string Of(TypeSpec type) => OfValue(type) + (type.IsNullable ? "?" : "");

    /// <summary>Gets the initializer of a property that is never null; empty if the C# default is the right value or the property is nullable.</summary>
    public static string DefaultOf(TypeSpec type, Scope scope) => type switch
    {
        { IsNullable: true } => "",
        { Kind: ValueKind.String } => "\"\"",
        { Kind: ValueKind.Array } => "[]",
        { Kind: ValueKind.ToolInput } => $"{Runtime.ToolInput}.Empty",
        { Kind: ValueKind.Object or ValueKind.Union or ValueKind.KindUnion } => $"{scope.Static(type.Name)}.Empty",
        _ => "",
    };

    public static bool IsStruct(TypeSpec type) =>
        type.Kind is ValueKind.Integer or ValueKind.Number or ValueKind.Boolean or ValueKind.OpenEnum;

    private static string OfValue(TypeSpec type) => type.Kind switch
    {
        ValueKind.Integer => "long",
        ValueKind.Number => "double",
        ValueKind.Boolean => "bool",
        ValueKind.Any or ValueKind.AnyObject => Runtime.RawJson,
        ValueKind.ToolInput => Runtime.ToolInput,
        ValueKind.Array => $"{Runtime.ReadOnlyList}<{Of(type.Element!)}>",
        ValueKind.OpenEnum or ValueKind.Object or ValueKind.Union or ValueKind.KindUnion => type.Name,
        _ => "string",
    };
}

/// <summary>The expressions that read a value of each type.</summary>
internal static class ValueReader
{
    /// <summary>Gets the call on the member reader that tries to read a value of the type and declares <c>value</c>.</summary>
    public static string TryGet(TypeSpec type)
    {
        string suffix = type.IsNullable ? "?" : "";
        return type.Kind switch
        {
            ValueKind.Integer => $"TryGetInt64(out long{suffix} value)",
            ValueKind.Number => $"TryGetDouble(out double{suffix} value)",
            ValueKind.Boolean => $"TryGetBoolean(out bool{suffix} value)",
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

/// <summary>The statements that write a value of each type.</summary>
/// <param name="isPackage">Whether the code is part of the package, and may call its internal members.</param>
internal sealed class ValueWriter(bool isPackage)
{
    public static ValueWriter For(SchemaSpec spec) => new(isPackage: spec.Streaming is not null);

    /// <summary>Gets the statement that writes a member. Arrays are written by a separate method.</summary>
    public string Member(string wireName, TypeSpec type, string value)
    {
        string name = Literals.Utf8(wireName);
        return type.Kind switch
        {
            ValueKind.String when isPackage => $"{Runtime.WireText}.Write(writer, {name}, {value});",
            ValueKind.String or ValueKind.Constant or ValueKind.Discriminator => $"writer.WriteString({name}, {value});",
            ValueKind.OpenEnum => $"writer.WriteString({name}, {value}.Value);",
            ValueKind.Integer or ValueKind.Number => $"writer.WriteNumber({name}, {value});",
            ValueKind.Boolean => $"writer.WriteBoolean({name}, {value});",
            _ => $"writer.WritePropertyName({name}); {Value(type, value)}",
        };
    }

    /// <summary>Gets the statement that writes an element or a whole value.</summary>
    public string Value(TypeSpec type, string value) => type.Kind switch
    {
        ValueKind.String when isPackage => $"{Runtime.WireText}.WriteValue(writer, {value});",
        ValueKind.String => $"writer.WriteStringValue({value});",
        ValueKind.OpenEnum => $"writer.WriteStringValue({value}.Value);",
        _ when isPackage || type.Kind == ValueKind.KindUnion => $"{value}.Write(writer);",
        _ => $"{Runtime.ClaudeJson}.Write(writer, {value});",
    };

    public void WriteArray(SourceWriter writer, string start, TypeSpec element, string items)
    {
        writer.WriteLine(start);
        writer.Open($"foreach ({TypeNames.Of(element)} item in {items})");
        writer.WriteLine(Value(element, "item"));
        writer.Close();
        writer.WriteLine();
        writer.WriteLine("writer.WriteEndArray();");
    }
}
