namespace Claude.Aot.Generators;

/// <summary>The statements that write a value of each type.</summary>
internal static class ValueWriter
{
    /// <summary>Gets the statement that writes a member. Arrays are written by a separate method.</summary>
    public static string Member(string wireName, TypeSpec type, string value)
    {
        string name = Literals.Utf8(wireName);
        return type.Kind switch
        {
            ValueKind.String or ValueKind.Constant or ValueKind.Discriminator => $"writer.WriteString({name}, {value});",
            ValueKind.OpenEnum => $"writer.WriteString({name}, {value}.Value);",
            ValueKind.Integer or ValueKind.Number => $"writer.WriteNumber({name}, {value});",
            ValueKind.Boolean => $"writer.WriteBoolean({name}, {value});",
            ValueKind.ToolInput => $"{value}.Write(writer, {name});",
            _ => $"writer.WritePropertyName({name}); {value}.Write(writer);",
        };
    }

    /// <summary>Gets the statement that writes an element or a whole value.</summary>
    public static string Value(TypeSpec type, string value) => type.Kind switch
    {
        ValueKind.String => $"writer.WriteStringValue({value});",
        _ => $"{value}.Write(writer);",
    };

    public static void WriteArray(SourceWriter writer, string start, TypeSpec element, string items)
    {
        writer.WriteLine(start);
        writer.Open($"foreach ({TypeNames.Of(element)} item in {items})");
        writer.WriteLine(Value(element, "item"));
        writer.Close();
        writer.WriteLine();
        writer.WriteLine("writer.WriteEndArray();");
    }
}
