namespace Claude.Aot.Generators;

/// <summary>An emitter for the class of an owned object.</summary>
internal static class ObjectEmitter
{
    public static SourceFile Emit(SchemaSpec spec, ObjectSpec item) =>
        SourceFile.Create(spec, item.Name, usesSystem: item.Properties.Count > 0, writer =>
        {
            var scope = new Scope(spec, item.Properties.Select(property => property.Name));
            string kind = item.IsRecord ? "record" : "class";
            string baseName = item.IsRecord ? Runtime.WireRecord : item.Variant?.UnionName ?? Runtime.WireObject;
            writer.WriteSummary(item.Description);
            writer.WriteExample(item.Example);
            SourceFile.OpenWireType(writer, item.Name, $"public sealed partial {kind} {item.Name}", baseName);
            WriteConstructor(writer, item);
            ReaderEmitter.WriteConstructor(writer, item, scope);
            if (item.HasEmpty)
            {
                string hides = UnionOf(spec, item)?.HasEmpty == true ? "new " : "";
                writer.WriteLine();
                writer.WriteLine($"internal static {hides}{item.Name} Empty {{ get; }} = new(default({Runtime.RawJson}));");
            }

            if (item.Variant is { } variant)
            {
                writer.WriteLine();
                writer.WriteLine("/// <inheritdoc/>");
                writer.WriteLine($"public override {variant.KindName} {variant.KindProperty} => {scope.Static(variant.KindName)}.{variant.KindMember};");
            }

            foreach (PropertySpec property in item.Properties.Where(property => property.Type.Kind != ValueKind.Discriminator))
            {
                WriteProperty(writer, property, scope);
            }

            SourceFile.WriteFromJson(writer, item.Name, "new(json)");
            new WriterEmitter(ValueWriter.For(spec)).WriteMembers(writer, item);
            if (item.IsRecord)
            {
                WriteEquality(writer, item);
            }

            writer.Close();
        });

    /// <summary>Prints equality by reference. Otherwise, C# adds a comparison of all members, which is much code and compares lists by reference.</summary>
    private static void WriteEquality(SourceWriter writer, ObjectSpec item) => writer.WriteLine($$"""

        /// <summary>Returns whether both are the same object.</summary>
        public bool Equals({{item.Name}}? other) => ReferenceEquals(this, other);

        /// <inheritdoc/>
        public override int GetHashCode() => base.GetHashCode();
        """);

    private static UnionSpec? UnionOf(SchemaSpec spec, ObjectSpec item) => spec.Unions.FirstOrDefault(union => union.Name == item.Variant?.UnionName);

    private static void WriteConstructor(SourceWriter writer, ObjectSpec item)
    {
        writer.WriteSummary("Initializes an object whose members are set in an object initializer.");
        writer.Open($"public {item.Name}()");
        writer.Close();
    }

    private static void WriteProperty(SourceWriter writer, PropertySpec property, Scope scope)
    {
        writer.WriteLine();
        if (property.Type.Kind == ValueKind.Constant)
        {
            writer.WriteSummary(property.Description.Length > 0 ? property.Description : $"Always `{property.Constant}`.");
            writer.WriteLine(property.Type.Name.Length > 0
                ? $"public {property.Type.Name} {property.Name} => new({Literals.Text(property.Constant)});"
                : $"public string {property.Name} => {Literals.Text(property.Constant)};");
            return;
        }

        // Streamed tool input may be incomplete JSON, so the fold passes its bytes separately from the block's JSON.
        string get = property.Type.Kind == ValueKind.ToolInput ? "get => StreamedInput ?? field;" : "get;";
        string modifiers = property.IsRequired ? "public required" : "public";
        string initial = TypeNames.DefaultOf(property.Type, scope);
        string end = initial.Length > 0 ? $" = {initial};" : "";
        writer.WriteSummary(property.Description);
        writer.WriteLine($"{modifiers} {TypeNames.Of(property.Type)} {property.Name} {{ {get} init; }}{end}");
    }
}

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

/// <summary>An emitter for the methods that write the members of an object that the caller created.</summary>
internal sealed class WriterEmitter(ValueWriter values)
{
    public void WriteMembers(SourceWriter writer, ObjectSpec item)
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

    private void WriteMember(SourceWriter writer, PropertySpec property)
    {
        string statement = Statement(property);
        if (property.Type.Kind is ValueKind.Any or ValueKind.AnyObject)
        {
            writer.WriteLine($"if (!{property.Name}.IsEmpty) {{ {statement} }}");
        }
        else if (property.Type is { Kind: ValueKind.OpenEnum, HasNone: true, IsNullable: false } && !property.IsRequired)
        {
            string absent = property.WritesNull ? $" else {{ writer.WriteNull({Literals.Utf8(property.WireName)}); }}" : "";
            writer.WriteLine($"if ({property.Name}.Value.Length > 0) {{ {statement} }}{absent}");
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

    private string Statement(PropertySpec property) => property.Type.Kind switch
    {
        ValueKind.Constant or ValueKind.Discriminator => values.Member(property.WireName, property.Type, Literals.Text(property.Constant)),
        ValueKind.Array => $"Write{property.Name}(writer, {property.Name});",
        _ => values.Member(property.WireName, property.Type, ValueOf(property)),
    };

    private static string ValueOf(PropertySpec property) =>
        property.Type.IsNullable && TypeNames.IsStruct(property.Type) ? $"{property.Name}.Value" : property.Name;

    private void WriteArrayMethod(SourceWriter writer, PropertySpec property)
    {
        TypeSpec element = property.Type.Element!;
        writer.WriteLine();
        writer.Open($"private static void Write{property.Name}({Runtime.Utf8JsonWriter} writer, {Runtime.ReadOnlyList}<{TypeNames.Of(element)}> items)");
        values.WriteArray(writer, $"writer.WriteStartArray({Literals.Utf8(property.WireName)});", element, "items");
        writer.Close();
    }
}
