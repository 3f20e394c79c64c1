using Claude.Aot.Generators;
using Claude.Aot.Generators.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Claude.Aot.Benchmarks;

/// <summary>Runs the generator of the API's types on the package's own schema.</summary>
internal sealed class SchemaGeneratorHost : GeneratorHost
{
    private readonly SchemaText _schema = new(Repository.PathOf("src", "Claude.Aot", "Schema", "messages.schema.json"));
    private readonly CSharpCompilation _compilation = CSharpCompilation.Create("Empty");

    public override GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new ClaudeAotGenerator().AsSourceGenerator()], [_schema], ParseOptions, SchemaMetadata.Package());

    protected override CSharpCompilation CreateCompilation() => _compilation;

    private sealed class SchemaText(string path) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(File.ReadAllText(path));

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }
}
