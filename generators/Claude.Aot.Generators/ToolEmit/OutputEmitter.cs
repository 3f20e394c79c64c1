namespace Claude.Aot.Generators;

/// <summary>Prints the methods that write the types of results.</summary>
internal sealed class OutputEmitter
{
    private readonly BindingCode _code;
    private readonly SourceWriter _writer;

    public OutputEmitter(BindingCode code, SourceWriter writer)
    {
        _code = code;
        _writer = writer;
    }

    public void Write(BoundType type)
    {
        _writer.WriteLine();
        _writer.Open($"private static void {_code.MethodOf(type.Id)}({Runtime.Utf8JsonWriter} writer, {type.CSharpType} value)");
        switch (type)
        {
            case BoundEnum enumeration:
                WriteEnum(enumeration);
                break;
            case BoundList list:
                WriteList(list);
                break;
            case BoundMap map:
                WriteMap(map);
                break;
            case BoundUnion union:
                WriteUnion(union);
                break;
            case BoundObject item:
                WriteObject(item);
                break;
        }

        _writer.Close();
    }

    private void WriteEnum(BoundEnum type)
    {
        foreach (BoundEnumMember member in type.Members)
        {
            _writer.Open($"if (value == {member.Code})");
            _writer.WriteLine($"writer.WriteStringValue({Literals.Utf8(member.JsonName)});");
            _writer.WriteLine("return;");
            _writer.Close();
            _writer.WriteLine();
        }

        _writer.WriteLine("""writer.WriteStringValue(value.ToString("D"));""");
    }

    private void WriteList(BoundList list)
    {
        _writer.WriteLine("writer.WriteStartArray();");
        _writer.Open($"foreach ({list.Element.CSharpType} item in value)");
        WriteNullable(list.Element, "item");
        _writer.Close();
        _writer.WriteLine();
        _writer.WriteLine("writer.WriteEndArray();");
    }

    private void WriteMap(BoundMap map)
    {
        _writer.WriteLine("writer.WriteStartObject();");
        _writer.Open($"foreach ({Runtime.KeyValuePair}<string, {map.Value.CSharpType}> item in value)");
        _writer.WriteLine("writer.WritePropertyName(item.Key);");
        WriteNullable(map.Value, "item.Value");
        _writer.Close();
        _writer.WriteLine();
        _writer.WriteLine("writer.WriteEndObject();");
    }

    private void WriteUnion(BoundUnion union)
    {
        _writer.Open("switch (value)");
        foreach (string id in union.VariantIds)
        {
            _writer.WriteLine($"case {_code.Types[id].CSharpType} variant:");
            _writer.WriteContinuation($"{_code.MethodOf(id)}(writer, variant);");
            _writer.WriteContinuation("break;");
        }

        _writer.WriteLine("default:");
        _writer.WriteContinuation("throw new global::System.NotSupportedException(");
        _writer.WriteContinuation("""    $"The type {value.GetType()} is not listed in a [JsonDerivedType] attribute.");""");
        _writer.Close();
    }

    private void WriteObject(BoundObject type)
    {
        _writer.WriteLine("writer.WriteStartObject();");
        if (type.Discriminator is { } discriminator)
        {
            _writer.WriteLine($"writer.WritePropertyName({Literals.Utf8(discriminator.JsonName)});");
            _writer.WriteLine($"writer.WriteRawValue({Literals.Utf8(discriminator.Json)}, skipInputValidation: true);");
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
                _writer.Open($"if ({read} is {{ }} {local})");
            }

            _writer.WriteLine($"writer.WritePropertyName({Literals.Utf8(member.JsonName)});");
            _writer.WriteLine(_code.Write(member.Value, local));
            if (isOptional)
            {
                _writer.Close();
                _writer.WriteLine();
            }
        }

        _writer.WriteLine("writer.WriteEndObject();");
    }

    /// <summary>Prints the code that writes a value, or <c>null</c>.</summary>
    public void WriteNullable(BoundValue value, string expression)
    {
        if (value is { IsNullable: false, IsValueType: true })
        {
            _writer.WriteLine(_code.Write(value, expression));
            return;
        }

        _writer.Open($"if ({expression} is {{ }} known)");
        _writer.WriteLine(_code.Write(value, "known"));
        _writer.Close();
        _writer.Open("else");
        _writer.WriteLine("writer.WriteNullValue();");
        _writer.Close();
    }
}
