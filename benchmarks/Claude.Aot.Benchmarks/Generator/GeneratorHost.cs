using Claude.Aot.Generators;
using Claude.Aot.Generators.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Claude.Aot.Benchmarks;

/// <summary>Runs the generator on the package's own schema, as the compiler does.</summary>
internal sealed class GeneratorHost
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Latest);

    private readonly SchemaText _schema = new(Repository.PathOf("src", "Claude.Aot", "Schema", "messages.schema.json"));
    private readonly CSharpCompilation _compilation = CSharpCompilation.Create("Empty");
    private int _edits;

    /// <summary>Creates a driver that has not run yet.</summary>
    public GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new ClaudeAotGenerator().AsSourceGenerator()], [_schema], s_options, SchemaMetadata.Package());

    /// <summary>Reads the schema and generates all sources.</summary>
    /// <exception cref="InvalidOperationException">The generator wrote nothing.</exception>
    public GeneratorDriver RunWhole()
    {
        GeneratorDriver driver = CreateDriver().RunGenerators(_compilation);
        return driver.GetRunResult().GeneratedTrees.IsEmpty ? throw new InvalidOperationException("The generator wrote nothing.") : driver;
    }

    /// <summary>Runs again after a C# file was edited.</summary>
    public GeneratorDriver RunAfterEdit(GeneratorDriver driver) =>
        driver.RunGenerators(_compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText($"class Edited{_edits++};", s_options)));

    private sealed class SchemaText(string path) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(File.ReadAllText(path));

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }
}
