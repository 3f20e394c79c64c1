using System.Text;
using System.Xml.Linq;
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

    private static readonly Lazy<(Compilation Compilation, byte[] Image, XDocument Documentation)> s_package = new(() => Build(SchemaFile.Messages()));

    public static Compilation Compilation => s_package.Value.Compilation;

    public static byte[] Image => s_package.Value.Image;

    /// <summary>The XML documentation that the compiler writes beside the assembly.</summary>
    public static XDocument Documentation => s_package.Value.Documentation;

    /// <summary>The package as it would be with another schema.</summary>
    public static Compilation Compile(SchemaFile schema)
    {
        CSharpCompilation compilation = GeneratorHost.Compile("Claude.Aot", [GeneratorHost.Parse(PackageInfo), .. Repository.Sources(Repository.RuntimeFolder)]);
        GeneratorHost.CreateDriver(SchemaMetadata.Package(), schema).RunGeneratorsAndUpdateCompilation(
            compilation, out Compilation output, out _, TestContext.Current.CancellationToken);
        return output;
    }

    private static (Compilation Compilation, byte[] Image, XDocument Documentation) Build(SchemaFile schema)
    {
        Compilation compilation = Compile(schema);
        using var documentation = new MemoryStream();
        byte[] image = GeneratorHost.Emit(compilation, documentation);
        return (compilation, image, XDocument.Parse(Encoding.UTF8.GetString(documentation.ToArray())));
    }
}
