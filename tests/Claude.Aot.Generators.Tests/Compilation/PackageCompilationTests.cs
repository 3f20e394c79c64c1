using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators.Tests;

public class PackageCompilationTests
{
    [Fact]
    public void GeneratedCode_OfTheRealSchema_CompilesWithoutAWarning() => AssertClean(RuntimeLibrary.Compilation);

    [Fact]
    public void GeneratedCode_OfTheDocumentedExamples_NeedsNoOtherEditThanTheSchemas()
    {
        SchemaFile schema = SchemaEdit.OfMessages()
            .Define(SchemaEdit.ExampleOf("docs/schema.md", "AudioBlock"))
            .Define("""
                "WeatherEvent": { "type": "object", "x-side": "response", "description": "The weather.", "properties": {
                  "type": { "const": "weather" }, "degrees": { "type": "number", "description": "The temperature." } } }
                """)
            .AddVariant("ContentBlock", "AudioBlock")
            .AddVariant("ContentBlockDelta", "AudioDelta")
            .AddVariant("MessageStreamEvent", "WeatherEvent")
            .ToFile();

        Compilation compilation = RuntimeLibrary.Compile(schema);

        AssertClean(compilation);
        AssertMembers(compilation, "ContentBlockType", "Audio");
        AssertMembers(compilation, "DeltaType", "AudioDelta");
        AssertMembers(compilation, "StreamEventType", "Weather");
        AssertMembers(compilation, "BlockView", "Transcript", "Chunks");
        AssertMembers(compilation, "Delta", "Transcript", "Chunk");
        AssertMembers(compilation, "StreamEvent", "Degrees");
        AssertMembers(compilation, "AudioBlock", "Read", "WriteMembers");
    }

    /// <summary>Everything public is documented: the compiler's own warnings say so.</summary>
    private static void AssertClean(Compilation compilation) => Assert.Empty(
        compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));

    private static void AssertMembers(Compilation compilation, string type, params string[] members) =>
        Assert.All(members, member => Assert.Contains(member, compilation.GetTypeByMetadataName("Claude.Aot." + type)!.MemberNames));
}
