namespace Claude.Aot.Generators;

/// <summary>An emitter for the class of an owned object.</summary>
internal static class ObjectEmitter
{
    public static SourceFile Emit(SchemaSpec spec, ObjectSpec item) =>
        SourceFile.Create(spec, item.Name, usesSystem: item.Properties.Count > 0, writer =>
        {
            var scope = new Scope(spec, item.Properties.Select(property => property.Name));
            SourceFile.OpenType(writer, item.Description, $"public sealed partial class {item.Name} : {item.Variant?.UnionName ?? Runtime.WireObject}");
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

            EntryPoints.Write(writer, spec, item.Name, "new", item.Variant is null ? "" : "new ");
            WriterEmitter.WriteMembers(writer, item);
            writer.Close();
        });

    private static UnionSpec? UnionOf(SchemaSpec spec, ObjectSpec item) => spec.Unions.FirstOrDefault(union => union.Name == item.Variant?.UnionName);

    private static void WriteConstructor(SourceWriter writer, ObjectSpec item)
    {
        writer.WriteSummary("Creates one whose members are set by initialisers.");
        writer.Open($"public {item.Name}()");
        writer.Close();
    }

    private static void WriteProperty(SourceWriter writer, PropertySpec property, Scope scope)
    {
        writer.WriteLine();
        if (property.Type.Kind == ValueKind.Constant)
        {
            writer.WriteSummary(property.Description.Length > 0 ? property.Description : $"Always `{property.Constant}`.");
            writer.WriteLine($"public string {property.Name} => {Literals.Text(property.Constant)};");
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
