using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators.Tests;

/// <summary>The folders of each project are layers: a file names only types of its own layer and of those below.</summary>
public sealed class LayerTests
{
    /// <summary>The layers of the package, from the bottom. <c>docs/architecture.md</c> says what each one is for.</summary>
    private static readonly Layers s_runtime = new(
        "src/Claude.Aot",
        ["Internal", "Buffers", "Json", "Serialization", "Model", "Errors", "Sse", "Limits", "Diagnostics", "Folding", "Views", "Events", "Telemetry", "Streaming", "Http", "Resuming", "Batches", "Messages", "Models", "Files", "Tools", "Outputs", "Client"],
        GeneratedLayer);

    private static readonly Layers s_testing = new("src/Claude.Aot.Testing", ["Scripts", "Playback", "Log", "Handler", "Server", "Recording"]);

    private static readonly Layers s_generator = new("generators/Claude.Aot.Generators", ["Polyfills", "Model", "Schema", "Emit", "ToolModel", "ToolSymbols", "ToolEmit"]);

    [Fact]
    public void Runtime_NoLayerNamesOneAbove() => AssertNone(s_runtime.FindUpwardReferences(RuntimeLibrary.Compilation));

    [Fact]
    public void Testing_NoLayerNamesOneAbove() => AssertNone(s_testing.FindUpwardReferences(s_testing.Compile(RuntimeLibrary.Compilation.ToMetadataReference())));

    [Fact]
    public void Generator_NoLayerNamesOneAbove() => AssertNone(s_generator.FindUpwardReferences(s_generator.Compile()));

    [Fact]
    public void Runtime_LayersAndTheirOrder_AreThoseOfTheDocs()
    {
        IEnumerable<string> rows = Repository.Read("docs/architecture.md").Split('\n')
            .SkipWhile(line => line != "## Layers").TakeWhile(line => !line.StartsWith("Generated types", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        Assert.Equal(s_runtime.Order, rows.SelectMany(row => row.Split('|')[1].Split('`').Where((_, index) => index % 2 == 1)));
    }

    [Fact]
    public void Reference_ToALayerAbove_IsFound()
    {
        Layers layers = new("app", ["Low", "High"]);
        Compilation app = GeneratorHost.Compile("App", [
            GeneratorHost.Parse("class Below { Above? _above; int Use(Above above) => above.Value; }", Repository.PathOf("app/Low/Below.cs")),
            GeneratorHost.Parse("class Above { public int Value; Below? _below; }", Repository.PathOf("app/High/Above.cs")),
        ]);

        Assert.Equal(["app/Low/Below.cs: Low names Above of High"], layers.FindUpwardReferences(app));
    }

    private static void AssertNone(IReadOnlyList<string> references) => Assert.True(references.Count == 0, string.Join('\n', references));

    // Types that are not partly written by hand have no folder.
    private static string GeneratedLayer(string type) => type switch
    {
        "EventRules" => "Folding",
        "EventTemplates" => "Events",
        "PackageInfo" => "Internal",
        _ when type.EndsWith("View", StringComparison.Ordinal) => "Views",
        _ => "Model",
    };
}
