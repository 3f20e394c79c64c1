using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Claude.Aot.Generators.Tests;

/// <summary>Runs the generator as the compiler does.</summary>
internal static class GeneratorHost
{
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    public static IReadOnlyList<MetadataReference> Framework { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)!)!.StartsWith("10.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))];

    public static CSharpCompilation Compile(string assembly, IEnumerable<SyntaxTree> trees, IEnumerable<MetadataReference>? references = null) =>
        CSharpCompilation.Create(
            assembly,
            trees,
            [.. Framework, .. references ?? []],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));

    /// <summary>Emits the assembly, which must have no error.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="documentation">The stream that receives the XML documentation, or null.</param>
    public static byte[] Emit(Compilation compilation, Stream? documentation = null)
    {
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image, xmlDocumentationStream: documentation);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        return image.ToArray();
    }

    public static SyntaxTree Parse(string source, string path = "") => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    public static GeneratorDriver CreateDriver(SchemaMetadata metadata, params AdditionalText[] files) => CSharpGeneratorDriver.Create(
        [new ClaudeAotGenerator().AsSourceGenerator()],
        files,
        ParseOptions,
        metadata,
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorDriver Run(SchemaMetadata metadata, params AdditionalText[] files) =>
        CreateDriver(metadata, files).RunGenerators(Compile("Empty", []), TestContext.Current.CancellationToken);

    /// <summary>The parsed schema, which must have no mistake.</summary>
    public static SchemaSpec ParseSpec(SchemaFile file)
    {
        ParseResult result = SchemaParser.Parse(file.ToString(), new SchemaOptions(file.Path, "Claude.Aot", HasViews: true));
        Assert.Empty(result.Diagnostics);
        return result.Spec!;
    }
}
