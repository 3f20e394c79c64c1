namespace Claude.Aot.Generators;

/// <summary>An emitter for the enum of a union's variants, and for the class that holds their wire names.</summary>
internal static class KindEnumEmitter
{
    public static SourceFile Emit(SchemaSpec spec, UnionSpec union) => SourceFile.Create(spec, union.KindName, usesSystem: false, writer =>
    {
        writer.WriteLine($"/// <summary>The variants of <see cref=\"{union.Name}\"/>.</summary>");
        SourceFile.OpenUndocumentedType(writer, $"public enum {union.KindName}");
        writer.WriteSummary("There is none.");
        writer.WriteLine("None = 0,");
        writer.WriteLine();
        writer.WriteSummary("One that this version does not know; its name and its JSON are there.");
        writer.WriteLine("Unknown = 1,");
        foreach (VariantSpec variant in union.Variants)
        {
            writer.WriteLine();
            writer.WriteLine($"/// <summary>A <see cref=\"{variant.TypeName}\"/>, <c>{Docs.ToXml(variant.Value)}</c> on the wire.</summary>");
            writer.WriteLine($"{variant.Member},");
        }

        writer.Close();
    });

    public static SourceFile EmitNames(SchemaSpec spec, UnionSpec union)
    {
        bool parses = spec.Streaming is not null;
        return SourceFile.Create(spec, union.KindName + "s", usesSystem: parses, writer => WriteNames(writer, union, parses));
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
