using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators.Tests;

public class PackageCompilationTests
{
    [Fact]
    public void GeneratedCode_OfTheRealSchema_CompilesWithoutAWarning() => AssertClean(RuntimeLibrary.Compilation);

    [Fact]
    public void GeneratedCode_OfTheRealSchema_IsDocumentedWhereItIsPublic() =>
        Assert.DoesNotContain(RuntimeLibrary.Compilation.GetDiagnostics(), diagnostic => diagnostic.Id == "CS1591" && IsGenerated(diagnostic));

    [Fact]
    public void GeneratedCode_OfAMadeUpEvent_CompilesWithNoOtherEditThanTheSchemas()
    {
        string schema = SchemaFile.Messages().ToString()
            .Replace(
                """{ "$ref": "#/$defs/PingEvent" }""",
                """{ "$ref": "#/$defs/PingEvent" }, { "$ref": "#/$defs/WeatherEvent" }""")
            .Replace("\"$defs\": {", """
                "$defs": {
                    "WeatherEvent": { "type": "object", "x-side": "response", "description": "The weather.", "properties": {
                      "type": { "const": "weather" }, "degrees": { "type": "number", "description": "The temperature." } } },
                """);
        var file = new SchemaFile("/schemas/messages.schema.json", schema);

        Compilation compilation = RuntimeLibrary.Compile(file);

        AssertClean(compilation);
        Assert.NotNull(compilation.GetTypeByMetadataName("Claude.Aot.WeatherEvent"));
        Assert.Contains("Weather", compilation.GetTypeByMetadataName("Claude.Aot.StreamEventType")!.MemberNames);
        Assert.Contains("Degrees", compilation.GetTypeByMetadataName("Claude.Aot.StreamEvent")!.MemberNames);
    }

    private static void AssertClean(Compilation compilation) => Assert.Empty(
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));

    private static bool IsGenerated(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().Path.EndsWith(".g.cs", StringComparison.Ordinal);
}
