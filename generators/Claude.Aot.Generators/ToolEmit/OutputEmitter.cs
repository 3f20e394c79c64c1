namespace Claude.Aot.Generators;

/// <summary>Prints the methods that write the types of results.</summary>
internal sealed class OutputEmitter(BindingCode code, SourceWriter writer) : TypeEmitter(code, writer)
{
    public void Write(BoundType type) =>
        WriteMethod($"private static void {Code.MethodOf(type.Id)}({Runtime.Utf8JsonWriter} writer, {type.CSharpType} value)", type);

    protected override void WriteEnum(BoundEnum type)
    {
        foreach (BoundEnumMember member in type.Members)
        {
            Writer.Open($"if (value == {member.Code})");
            Writer.WriteLine($"writer.WriteStringValue({Literals.Utf8(member.JsonName)});");
            Writer.WriteLine("return;");
            Writer.Close();
            Writer.WriteLine();
        }

        Writer.WriteLine("""writer.WriteStringValue(value.ToString("D"));""");
    }

    protected override void WriteList(BoundList list)
    {
        Writer.WriteLine("writer.WriteStartArray();");
        Writer.Open($"foreach ({list.Element.CSharpType} item in value)");
        WriteNullable(list.Element, "item");
        Writer.Close();
        Writer.WriteLine();
        Writer.WriteLine("writer.WriteEndArray();");
    }

    protected override void WriteMap(BoundMap map)
    {
        Writer.WriteLine("writer.WriteStartObject();");
        Writer.Open($"foreach ({Runtime.KeyValuePair}<string, {map.Value.CSharpType}> item in value)");
        Writer.WriteLine("writer.WritePropertyName(item.Key);");
        WriteNullable(map.Value, "item.Value");
        Writer.Close();
        Writer.WriteLine();
        Writer.WriteLine("writer.WriteEndObject();");
    }

    protected override void WriteUnion(BoundUnion union)
    {
        Writer.Open("switch (value)");
        foreach (string id in union.VariantIds)
        {
            Writer.WriteLine($"case {Code.Types[id].CSharpType} variant:");
            Writer.WriteContinuation($"{Code.MethodOf(id)}(writer, variant);");
            Writer.WriteContinuation("break;");
        }

        Writer.WriteLine("default:");
        Writer.WriteContinuation("throw new global::System.NotSupportedException(");
        Writer.WriteContinuation("""    $"The type {value.GetType()} is not listed in a [JsonDerivedType] attribute.");""");
        Writer.Close();
    }

    protected override void WriteObject(BoundObject type)
    {
        Writer.WriteLine("writer.WriteStartObject();");
        if (type.Discriminator is { } discriminator)
        {
            Writer.WriteLine($"writer.WritePropertyName({Literals.Utf8(discriminator.JsonName)});");
            Writer.WriteLine($"writer.WriteRawValue({Literals.Utf8(discriminator.Json)}, skipInputValidation: true);");
        }

        // In a pattern, an underscore is not the name of a local variable.
        var names = new LocalNames("writer", "value", "_");
        foreach (BoundMember member in type.Members)
        {
            string local = $"value.{SymbolNames.Escape(member.CSharpName)}";
            bool isOptional = member.Value.IsNullable || !member.Value.IsValueType;
            if (isOptional)
            {
                string read = local;
                local = names.TakeLocal(member.CSharpName);
                Writer.Open($"if ({read} is {{ }} {local})");
            }

            Writer.WriteLine($"writer.WritePropertyName({Literals.Utf8(member.JsonName)});");
            Writer.WriteLine(Code.Write(member.Value, local));
            if (isOptional)
            {
                Writer.Close();
                Writer.WriteLine();
            }
        }

        Writer.WriteLine("writer.WriteEndObject();");
    }

    /// <summary>Prints the code that writes a value, or <c>null</c>.</summary>
    public void WriteNullable(BoundValue value, string expression)
    {
        if (value is { IsNullable: false, IsValueType: true })
        {
            Writer.WriteLine(Code.Write(value, expression));
            return;
        }

        Writer.Open($"if ({expression} is {{ }} known)");
        Writer.WriteLine(Code.Write(value, "known"));
        Writer.Close();
        Writer.Open("else");
        Writer.WriteLine("writer.WriteNullValue();");
        Writer.Close();
    }
}
