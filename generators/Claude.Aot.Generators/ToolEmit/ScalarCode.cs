namespace Claude.Aot.Generators;

/// <summary>The code that reads and writes simple values.</summary>
internal static class ScalarCode
{
    private const string Input = "global::Claude.Aot.Serialization.JsonInput";
    private const string Output = "global::Claude.Aot.Serialization.JsonOutput";

    public static string Read(BoundScalar scalar) => scalar.Kind switch
    {
        >= ScalarKind.SByte and <= ScalarKind.UInt64 => $"{Input}.ReadInteger<{scalar.CSharpType}>(ref reader)",
        >= ScalarKind.Half and <= ScalarKind.Decimal => $"{Input}.ReadNumber<{scalar.CSharpType}>(ref reader)",
        ScalarKind.Memory => $"{Input}.ReadBytes(ref reader)",
        ScalarKind.Element => $"{Input}.ReadElementValue(ref reader)",
        _ => $"{Input}.Read{scalar.Kind}(ref reader)",
    };

    public static string Write(BoundScalar scalar, string value) => scalar.Kind switch
    {
        ScalarKind.Boolean => $"writer.WriteBooleanValue({value});",
        (>= ScalarKind.SByte and <= ScalarKind.UInt64) or ScalarKind.Decimal => $"writer.WriteNumberValue({value});",
        ScalarKind.String or ScalarKind.DateTime or ScalarKind.DateTimeOffset or ScalarKind.Guid => $"writer.WriteStringValue({value});",
        ScalarKind.Bytes => $"writer.WriteBase64StringValue({value});",
        ScalarKind.Memory => $"writer.WriteBase64StringValue({value}.Span);",
        ScalarKind.Raw => $"{value}.Write(writer);",
        _ => $"{Output}.Write{scalar.Kind}(writer, {value});",
    };
}
