namespace Claude.Aot.Generators;

/// <summary>Prints the enum of a union's variants, and its names on the wire.</summary>
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

    public static SourceFile EmitNames(SchemaSpec spec, UnionSpec union) => SourceFile.Create(spec, union.KindName + "s", usesSystem: spec.Streaming is not null, writer =>
    {
        writer.WriteLine($"/// <summary>The names of <see cref=\"{union.KindName}\"/> on the wire.</summary>");
        SourceFile.OpenUndocumentedType(writer, $"internal static partial class {union.KindName}s");
        if (spec.Streaming is not null)
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
    });

    private static void WriteParse(SourceWriter writer, UnionSpec union)
    {
        writer.Open($"internal static {union.KindName} Parse({Runtime.Bytes} name) => name.Length switch");
        writer.WriteLine($"0 => {union.KindName}.None,");
        foreach (VariantSpec variant in union.Variants)
        {
            writer.WriteLine($"{Literals.Utf8Length(variant.Value)} when name.SequenceEqual({Literals.Utf8(variant.Value)}) => {union.KindName}.{variant.Member},");
        }

        writer.WriteLine($"_ => {union.KindName}.Unknown,");
        writer.Close(";");
    }
}
