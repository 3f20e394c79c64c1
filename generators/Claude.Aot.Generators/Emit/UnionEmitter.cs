namespace Claude.Aot.Generators;

/// <summary>An emitter for the abstract class of a union, and for the class of variants that the schema does not know.</summary>
internal static class UnionEmitter
{
    public static SourceFile Emit(SchemaSpec spec, UnionSpec union) => SourceFile.Create(spec, union.Name, usesSystem: false, writer =>
    {
        writer.WriteSummary(union.Description);
        writer.WriteExample(union.Example);
        SourceFile.OpenWireType(writer, union.Name, $"public abstract partial class {union.Name}", Runtime.WireObject);
        WriteConstructors(writer, union);
        WriteKind(writer, union);
        if (union.HasEmpty)
        {
            writer.WriteLine();
            writer.WriteLine($"internal static {union.Name} Empty {{ get; }} = new Unknown{union.Name}(default({Runtime.RawJson}));");
        }

        SourceFile.WriteFromJson(writer, union.Name, "Create(json)");
        WriteCreate(writer, union);
        writer.Close();
    });

    public static SourceFile EmitUnknown(SchemaSpec spec, UnionSpec union) => SourceFile.Create(spec, "Unknown" + union.Name, usesSystem: false, writer =>
    {
        string name = "Unknown" + union.Name;
        writer.WriteSummary($"A variant that this version does not know. Its name and its JSON are preserved. {union.Description}");
        SourceFile.OpenWireType(writer, name, $"public sealed partial class {name}", union.Name);
        writer.WriteSummary("Initializes a variant with its JSON.");
        writer.WriteLine($"public {name}({Runtime.RawJson} json)");
        writer.WriteContinuation($": base(json) => {union.KindProperty}Name = KindOf(json) ?? \"\";");
        writer.WriteLine();
        writer.WriteLine("/// <inheritdoc/>");
        writer.WriteLine($"public override {union.KindName} {union.KindProperty} => {union.KindName}.Unknown;");
        writer.WriteLine();
        writer.WriteLine("/// <inheritdoc/>");
        writer.WriteLine($"public override string {union.KindProperty}Name {{ get; }}");
        writer.WriteLine();
        writer.WriteLine("/// <inheritdoc/>");
        writer.Open($"protected override void WriteMembers({Runtime.Utf8JsonWriter} writer)");
        writer.Close();
        SourceFile.WriteFromJson(writer, name, "new(json)");
        writer.Close();
    }, owner: union.Name);

    private static void WriteConstructors(SourceWriter writer, UnionSpec union)
    {
        writer.Open($"private protected {union.Name}()");
        writer.Close();
        writer.WriteLine();
        writer.WriteLine($"private protected {union.Name}({Runtime.RawJson} json)");
        writer.WriteContinuation(": base(json)");
        writer.OpenBlock();
        writer.Close();
    }

    private static void WriteKind(SourceWriter writer, UnionSpec union)
    {
        writer.WriteLine();
        writer.WriteSummary("The variant.");
        writer.WriteLine($"public abstract {union.KindName} {union.KindProperty} {{ get; }}");
        writer.WriteLine();
        writer.WriteSummary($"The name of the variant on the wire, which is the value of `{union.Discriminator}`.");
        writer.WriteLine($"public virtual string {union.KindProperty}Name => {union.KindName}s.NameOf({union.KindProperty});");
    }

    private static void WriteCreate(SourceWriter writer, UnionSpec union)
    {
        writer.WriteLine();
        writer.Open($"internal static {union.Name} Create({Runtime.RawJson} json) => KindOf(json) switch");
        foreach (VariantSpec variant in union.Variants)
        {
            writer.WriteLine($"{Literals.Text(variant.Value)} => new {variant.TypeName}(json),");
        }

        writer.WriteLine($"_ => new Unknown{union.Name}(json),");
        writer.Close(";");
        writer.WriteLine();
        writer.WriteLine($"private protected static string? KindOf({Runtime.RawJson} json) => ReadKind(json, {Literals.Utf8(union.Discriminator)});");
    }
}

/// <summary>An emitter for the enum of a union's variants, and for the class that holds their wire names.</summary>
internal static class KindEnumEmitter
{
    public static SourceFile Emit(SchemaSpec spec, UnionSpec union) => SourceFile.Create(spec, union.KindName, usesSystem: false, writer =>
    {
        writer.WriteLine($"/// <summary>The variants of <see cref=\"{union.Name}\"/>.</summary>");
        SourceFile.OpenUndocumentedType(writer, $"public enum {union.KindName}");
        writer.WriteSummary("No variant.");
        writer.WriteLine("None = 0,");
        writer.WriteLine();
        writer.WriteSummary("A variant that this version does not know. Its name and its JSON are preserved.");
        writer.WriteLine("Unknown = 1,");
        foreach (VariantSpec variant in union.Variants)
        {
            writer.WriteLine();
            writer.WriteLine($"/// <summary>A <see cref=\"{variant.TypeName}\"/>, <c>{Docs.ToXml(variant.Value)}</c> on the wire.</summary>");
            writer.WriteLine($"{variant.Member},");
        }

        writer.Close();
    }, owner: union.Name);

    public static SourceFile EmitNames(SchemaSpec spec, UnionSpec union)
    {
        bool parses = spec.Streaming is not null;
        return SourceFile.Create(spec, union.KindName + "s", usesSystem: parses, writer => WriteNames(writer, union, parses), owner: union.Name);
    }

    private static void WriteNames(SourceWriter writer, UnionSpec union, bool parses)
    {
        writer.WriteLine($"/// <summary>The names of <see cref=\"{union.KindName}\"/> on the wire.</summary>");
        SourceFile.OpenUndocumentedType(writer, $"internal static partial class {union.KindName}s");
        if (parses)
        {
            WriteParse(writer, union);
            writer.WriteLine();
        }

        writer.Open($"internal static string NameOf({union.KindName} kind) => kind switch");
        foreach (VariantSpec variant in union.Variants)
        {
            writer.WriteLine($"{union.KindName}.{variant.Member} => {Literals.Text(variant.Value)},");
        }

        writer.WriteLine("_ => \"\",");
        writer.Close(";");
        writer.Close();
    }

    private static void WriteParse(SourceWriter writer, UnionSpec union)
    {
        writer.Open($"internal static {union.KindName} Parse({Runtime.Bytes} name) => name.Length switch");
        writer.WriteLine($"0 => {union.KindName}.None,");
        foreach (VariantSpec variant in union.Variants)
        {
            string label = $"{Literals.Utf8Length(variant.Value)} when name.SequenceEqual({Literals.Utf8(variant.Value)})";
            writer.WriteLine($"{label} => {union.KindName}.{variant.Member},");
        }

        writer.WriteLine($"_ => {union.KindName}.Unknown,");
        writer.Close(";");
    }
}
