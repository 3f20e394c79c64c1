namespace Claude.Aot.Generators;

/// <summary>An emitter for the methods that write the members of an object that the caller created.</summary>
internal static class WriterEmitter
{
    public static void WriteMembers(SourceWriter writer, ObjectSpec item)
    {
        writer.WriteLine();
        writer.WriteLine("/// <inheritdoc/>");
        writer.Open($"protected override void WriteMembers({Runtime.Utf8JsonWriter} writer)");
        foreach (PropertySpec property in item.Properties)
        {
            WriteMember(writer, property);
        }

        writer.Close();
        foreach (PropertySpec property in item.Properties.Where(property => property.Type.Kind == ValueKind.Array))
        {
            WriteArrayMethod(writer, property);
        }
    }

    private static void WriteMember(SourceWriter writer, PropertySpec property)
    {
        string statement = Statement(property);
        if (property.Type.Kind is ValueKind.Any or ValueKind.AnyObject)
        {
            writer.WriteLine($"if (!{property.Name}.IsEmpty) {{ {statement} }}");
        }
        else if (property.WritesNull)
        {
            writer.WriteLine($"if ({property.Name} is null) {{ writer.WriteNull({Literals.Utf8(property.WireName)}); }} else {{ {statement} }}");
        }
        else if (property.Type.IsNullable)
        {
            writer.WriteLine($"if ({property.Name} is not null) {{ {statement} }}");
        }
        else
        {
            writer.WriteLine(statement);
        }
    }

    private static string Statement(PropertySpec property) => property.Type.Kind switch
    {
        ValueKind.Constant or ValueKind.Discriminator => ValueWriter.Member(property.WireName, property.Type, Literals.Text(property.Constant)),
        ValueKind.Array => $"Write{property.Name}(writer, {property.Name});",
        _ => ValueWriter.Member(property.WireName, property.Type, ValueOf(property)),
    };

    private static string ValueOf(PropertySpec property) =>
        property.Type.IsNullable && TypeNames.IsStruct(property.Type) ? $"{property.Name}.Value" : property.Name;

    private static void WriteArrayMethod(SourceWriter writer, PropertySpec property)
    {
        TypeSpec element = property.Type.Element!;
        writer.WriteLine();
        writer.Open($"private static void Write{property.Name}({Runtime.Utf8JsonWriter} writer, {Runtime.ReadOnlyList}<{TypeNames.Of(element)}> items)");
        ValueWriter.WriteArray(writer, $"writer.WriteStartArray({Literals.Utf8(property.WireName)});", element, "items");
        writer.Close();
    }
}
