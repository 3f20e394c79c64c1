namespace Claude.Aot.Generators;

/// <summary>An emitter for the constructor that reads an object from JSON.</summary>
internal static class ReaderEmitter
{
    public static void WriteConstructor(SourceWriter writer, ObjectSpec item, Scope scope)
    {
        writer.WriteLine();
        if (item.Properties.Any(property => property.IsRequired))
        {
            writer.WriteLine($"[{Runtime.SetsRequiredMembers}]");
        }

        writer.WriteLine($"internal {item.Name}({Runtime.RawJson} json)");
        writer.WriteContinuation(": base(json)");
        writer.OpenBlock();
        writer.WriteLine($"var members = new {Runtime.JsonMemberReader}(json);");
        writer.Open("while (members.MoveNext())");
        if (item.Properties.Count == 0)
        {
            writer.WriteLine("AddExtra(members.NameString, members.Value);");
        }
        else
        {
            WriteSwitch(writer, item, scope);
        }

        writer.Close();
        writer.Close();
    }

    private static void WriteSwitch(SourceWriter writer, ObjectSpec item, Scope scope)
    {
        writer.WriteLine($"{Runtime.Bytes} name = members.Name;");
        writer.Open("switch (name.Length)");
        foreach (PropertySpec property in item.Properties)
        {
            string label = $"case {Literals.Utf8Length(property.WireName)} when name.SequenceEqual({Literals.Utf8(property.WireName)})";
            bool isFixed = property.Type.Kind is ValueKind.Constant or ValueKind.Discriminator;
            writer.WriteLine(isFixed
                ? $"{label}: break;"
                : $"{label} && members.{ValueReader.TryGet(property.Type)}: {property.Name} = {ValueReader.Convert(property.Type, scope)}; break;");
        }

        writer.WriteLine("default: AddExtra(members.NameString, members.Value); break;");
        writer.Close();
    }
}
