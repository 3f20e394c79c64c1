namespace Claude.Aot.Generators;

/// <summary>An emitter for the resolver through which JsonSerializer finds the generated converters without reflection.</summary>
internal static class ResolverEmitter
{
    private const int TypesPerMethod = 30;
    private const string Metadata = "global::System.Text.Json.Serialization.Metadata";
    private const string Options = "global::System.Text.Json.JsonSerializerOptions";

    public static SourceFile Emit(SchemaSpec spec)
    {
        string name = spec.Stem + "JsonResolver";
        string[] types = [.. TypesOf(spec).Select(type => spec.NamespaceOf(type) == spec.Namespace ? type : $"global::{spec.NamespaceOf(type)}.{type}")];
        int groups = (types.Length + TypesPerMethod - 1) / TypesPerMethod;
        return SourceFile.Create(spec, name, usesSystem: false, writer =>
        {
            SourceFile.OpenType(
                writer,
                $"Provides the converters of the types of {spec.Stem} to JsonSerializer. It can be combined with other resolvers.",
                $"internal sealed partial class {name} : {Metadata}.IJsonTypeInfoResolver");
            writer.WriteSummary("The instance, which has no state.");
            writer.WriteLine($"public static {name} Default {{ get; }} = new();");
            writer.WriteLine();
            writer.WriteLine("/// <inheritdoc/>");
            writer.WriteLine($"public {Metadata}.JsonTypeInfo? GetTypeInfo(global::System.Type type, {Options} options) =>");
            string[] finds = [.. Enumerable.Range(1, groups).Select(group => $"Find{group}(type, options)")];
            writer.WriteContinuation($"{(groups == 0 ? "null" : string.Join(" ?? ", finds))};");
            for (int group = 0; group < groups; group++)
            {
                WriteGroup(writer, group + 1, types.Skip(group * TypesPerMethod).Take(TypesPerMethod));
            }

            WriteCreate(writer);
            writer.Close();
        });
    }

    private static IEnumerable<string> TypesOf(SchemaSpec spec) => spec.Objects.Select(item => item.Name)
        .Concat(spec.Unions.Select(union => union.Name))
        .Concat(spec.OpenEnums.Select(item => item.Name))
        .Concat(spec.KindUnions.Select(item => item.Name));

    private static void WriteGroup(SourceWriter writer, int number, IEnumerable<string> types)
    {
        writer.WriteLine();
        writer.Open($"private static {Metadata}.JsonTypeInfo? Find{number}(global::System.Type type, {Options} options)");
        foreach (string type in types)
        {
            writer.WriteLine($"if (type == typeof({type})) {{ return Create<{type}>(options); }}");
        }

        writer.WriteLine("return null;");
        writer.Close();
    }

    private static void WriteCreate(SourceWriter writer)
    {
        writer.WriteLine();
        writer.WriteLine($"private static {Metadata}.JsonTypeInfo Create<T>({Options} options)");
        writer.WriteContinuation($"where T : {Runtime.WireValue}<T> =>");
        writer.WriteContinuation($"{Metadata}.JsonMetadataServices.CreateValueInfo<T>(options, new {Runtime.WireConverter}<T>());");
    }
}
