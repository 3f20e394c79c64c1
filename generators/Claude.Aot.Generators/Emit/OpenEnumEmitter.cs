namespace Claude.Aot.Generators;

/// <summary>An emitter for the struct of an open enum.</summary>
internal static class OpenEnumEmitter
{
    public static SourceFile Emit(SchemaSpec spec, OpenEnumSpec item) => SourceFile.Create(spec, item.Name, usesSystem: spec.Streaming is not null, writer =>
    {
        writer.WriteSummary($"{item.Description} A value that this version does not know is preserved.");
        writer.WriteExample(item.Example);
        SourceFile.OpenWireType(writer, item.Name, $"public readonly partial struct {item.Name}", $"global::System.IEquatable<{item.Name}>");
        writer.WriteLine("private readonly string? _value;");
        writer.WriteLine();
        writer.WriteSummary("Initializes a value with any text, known or unknown.");
        writer.WriteLine($"public {item.Name}(string value) => _value = value;");
        foreach (EnumValueSpec value in item.Values)
        {
            writer.WriteLine();
            writer.WriteSummary(value.Description);
            writer.WriteLine($"public static {item.Name} {value.Name} => new({Literals.Text(value.Value)});");
        }

        WriteMembers(writer, item.Name);
        if (item.KindName.Length > 0)
        {
            WriteKind(writer, item);
        }

        if (spec.Streaming is not null)
        {
            WriteFromUtf8(writer, item);
        }

        writer.Close();
    });

    /// <summary>Prints the C# enum of the known values, with which the open enum can be switched on.</summary>
    public static SourceFile EmitKinds(SchemaSpec spec, OpenEnumSpec item) => SourceFile.Create(spec, item.KindName, usesSystem: false, writer =>
    {
        writer.WriteLine($"/// <summary>The known values of <see cref=\"{item.Name}\"/>.</summary>");
        SourceFile.OpenUndocumentedType(writer, $"public enum {item.KindName}");
        writer.WriteSummary("No value.");
        writer.WriteLine("None = 0,");
        writer.WriteLine();
        writer.WriteLine($"/// <summary>A value that this version does not know. <see cref=\"{item.Name}.Value\"/> has its text.</summary>");
        writer.WriteLine("Unknown = 1,");
        foreach (EnumValueSpec value in item.Values)
        {
            writer.WriteLine();
            writer.WriteSummary(value.Description);
            writer.WriteLine($"{value.Name},");
        }

        writer.Close();
    });

    /// <summary>Prints the class of string constants that takes the place of the struct.</summary>
    public static SourceFile EmitConstants(SchemaSpec spec, OpenEnumSpec item) => SourceFile.Create(spec, item.Name, usesSystem: false, writer =>
    {
        writer.WriteSummary(item.Description);
        writer.WriteExample(item.Example);
        SourceFile.OpenUndocumentedType(writer, $"public static partial class {item.Name}");
        for (int i = 0; i < item.Values.Count; i++)
        {
            EnumValueSpec value = item.Values[i];
            if (i > 0)
            {
                writer.WriteLine();
            }

            writer.WriteSummary(value.Description);
            if (value.Obsolete.Length > 0)
            {
                writer.WriteLine($"[global::System.Obsolete({Literals.Text(value.Obsolete)})]");
            }

            writer.WriteLine($"public const string {value.Name} = {Literals.Text(value.Value)};");
        }

        writer.Close();
    });

    private static void WriteKind(SourceWriter writer, OpenEnumSpec item)
    {
        writer.WriteLine();
        string unknown = $"<see cref=\"{item.KindName}.Unknown\"/>";
        writer.WriteLine($"/// <summary>The value as a C# enum, for use in a switch, or {unknown} if this version does not know it.</summary>");
        writer.Open($"public {item.KindName} Kind => Value switch");
        writer.WriteLine($"\"\" => {item.KindName}.None,");
        foreach (EnumValueSpec value in item.Values)
        {
            writer.WriteLine($"{Literals.Text(value.Value)} => {item.KindName}.{value.Name},");
        }

        writer.WriteLine($"_ => {item.KindName}.Unknown,");
        writer.Close(";");
    }

    private static void WriteMembers(SourceWriter writer, string name) => writer.WriteLine($$"""

        /// <summary>The text on the wire. Empty for the default value.</summary>
        public string Value => _value ?? "";

        /// <summary>Converts a text to a value.</summary>
        public static implicit operator {{name}}(string value) => new(value);

        /// <summary>Returns whether both have the same text.</summary>
        public static bool operator ==({{name}} left, {{name}} right) => left.Equals(right);

        /// <summary>Returns whether they have different texts.</summary>
        public static bool operator !=({{name}} left, {{name}} right) => !left.Equals(right);

        static {{name}} {{Runtime.WireValue}}<{{name}}>.FromJson({{Runtime.RawJson}} json) => json.TryGetString(out string? text) ? new(text) : default;

        void {{Runtime.WireValue}}.Write({{Runtime.Utf8JsonWriter}} writer) => writer.WriteStringValue(Value);

        /// <summary>Returns whether both have the same text.</summary>
        public bool Equals({{name}} other) => string.Equals(Value, other.Value, global::System.StringComparison.Ordinal);

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is {{name}} other && Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode() => string.GetHashCode(Value, global::System.StringComparison.Ordinal);

        /// <summary>Returns the text on the wire.</summary>
        public override string ToString() => Value;
        """);

    private static void WriteFromUtf8(SourceWriter writer, OpenEnumSpec item)
    {
        writer.WriteLine();
        // A plain null would convert to the struct through its implicit conversion from string.
        string type = item.KindName.Length > 0 ? item.Name : item.Name + "?";
        writer.Open($"internal static {type} From({Runtime.Utf8Text} text)");
        writer.WriteLine($"using {Runtime.Section} section = text.Enter();");
        writer.WriteLine($"return text.IsEmpty ? default({type}) : FromUtf8(text.Bytes);");
        writer.Close();
        writer.WriteLine();
        writer.Open($"internal static {item.Name} FromUtf8({Runtime.Bytes} text) => text.Length switch");
        foreach (EnumValueSpec value in item.Values)
        {
            writer.WriteLine($"{Literals.Utf8Length(value.Value)} when text.SequenceEqual({Literals.Utf8(value.Value)}) => {value.Name},");
        }

        writer.WriteLine($"_ => new(global::System.Text.Encoding.UTF8.GetString(text)),");
        writer.Close(";");
    }
}
