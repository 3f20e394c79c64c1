using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Claude.Aot.Generators.Tests;

/// <summary>The package, compiled of its sources and of what is generated for its schema.</summary>
internal static class RuntimeLibrary
{
    // What the project's build writes beside its sources.
    private const string PackageInfo = """
        namespace Claude.Aot;

        internal static class PackageInfo
        {
            public const string Version = "1.0.0";
        }
        """;

    private static readonly Lazy<(Compilation Compilation, byte[] Image)> s_package = new(() => Build(SchemaFile.Messages()));

    public static Compilation Compilation => s_package.Value.Compilation;

    public static byte[] Image => s_package.Value.Image;

    /// <summary>The package as it would be with another schema.</summary>
    public static Compilation Compile(SchemaFile schema)
    {
        CSharpCompilation compilation = GeneratorHost.Compile("Claude.Aot", [GeneratorHost.Parse(PackageInfo), .. Repository.Sources(Repository.RuntimeFolder)]);
        GeneratorHost.CreateDriver(SchemaMetadata.Package(), schema).RunGeneratorsAndUpdateCompilation(
            compilation, out Compilation output, out _, TestContext.Current.CancellationToken);
        return output;
    }

    private static (Compilation Compilation, byte[] Image) Build(SchemaFile schema)
    {
        Compilation compilation = Compile(schema);
        return (compilation, GeneratorHost.Emit(compilation));
    }
}
