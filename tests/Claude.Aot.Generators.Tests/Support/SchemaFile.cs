using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Claude.Aot.Generators.Tests;

/// <summary>A schema as the compiler hands it to the generator.</summary>
internal sealed class SchemaFile(string path, string text) : AdditionalText
{
    public override string Path => path;

    public static SchemaFile Messages() => Open("src/Claude.Aot/Schema/messages.schema.json");

    /// <summary>A small schema of this test project that has one of everything.</summary>
    public static SchemaFile Chat() => Open("tests/Claude.Aot.Generators.Tests/Schemas/chat.schema.json");

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);

    public override string ToString() => text;

    private static SchemaFile Open(string file) => new(Repository.PathOf(file), Repository.Read(file));
}
