using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Claude.Aot.Generators.Tests.Tools;

/// <summary>Mistakes in outputs are reported in the code, and nothing is generated for such a type.</summary>
public class OutputMistakeTests
{
    [Theory]
    [InlineData("CLAUDE200", "Recipe", "[ClaudeOutput] public sealed record Recipe(string Title);")]
    [InlineData("CLAUDE213", "Recipe", "[ClaudeOutput] public sealed partial record Recipe(Dictionary<string, int> Grams);")]
    [InlineData("CLAUDE213", "Recipe", "[ClaudeOutput] public sealed partial record Recipe(JsonElement Anything);")]
    [InlineData("CLAUDE213", "Recipe", "[ClaudeOutput] public sealed partial record Recipe(string Title, Recipe? Next);")]
    public void Mistake_InAnOutput_IsReportedInTheCode(string id, string place, string source)
    {
        GeneratorDriver driver = ToolHost.CreateDriver(new ClaudeOutputGenerator());

        GeneratorRunResult result = driver.RunGenerators(ToolHost.Compile(source), TestContext.Current.CancellationToken).GetRunResult().Results.Single();

        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal(place, SourceText.From(source).ToString(diagnostic.Location.SourceSpan));
        Assert.Empty(result.GeneratedSources);
        Assert.Null(result.Exception);
    }
}
