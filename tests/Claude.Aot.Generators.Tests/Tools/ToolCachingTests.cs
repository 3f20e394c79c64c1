using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Claude.Aot.Generators.Tests.Tools;

/// <summary>What an edit makes the tool generator do again.</summary>
public class ToolCachingTests
{
    private const string Source = """
        public static partial class Weather
        {
            /// <summary>Gets it.</summary>
            [ClaudeTool]
            public static string Get(Place place) => place.City;
        }

        public sealed record Place(string City);
        """;

    // The compiler offers a tool again after each edit, because types of other files may have changed. Nothing that depends on an equal tool runs again.
    public static TheoryData<string, IncrementalStepRunReason> Edits { get; } = new()
    {
        { Source, IncrementalStepRunReason.Cached },
        { "\n\n// A comment.\n" + Source, IncrementalStepRunReason.Cached },
        { Source.Replace("=> place.City", "=> place.City + \".\""), IncrementalStepRunReason.Cached },
        { Source + " public class Other;", IncrementalStepRunReason.Cached },
        { Source.Replace("Gets it.", "Gets that."), IncrementalStepRunReason.Modified },
        { Source.Replace("string City", "string City, int Size"), IncrementalStepRunReason.Modified },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Tool_AfterAnEdit_IsPrintedAgainOnlyIfItChanged(string edited, IncrementalStepRunReason expected)
    {
        CSharpCompilation compilation = ToolHost.Compile(Source);
        GeneratorDriver driver = ToolHost.CreateDriver().RunGenerators(compilation, TestContext.Current.CancellationToken);

        driver = driver.RunGenerators(
            compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], ToolHost.Parse(edited, "App.cs")), TestContext.Current.CancellationToken);

        CachingTests.AssertReasons(driver, ToolStepNames.Class, expected);
    }

    [Fact]
    public void Tool_AfterAnUnrelatedFileIsAdded_IsNotPrintedAgain()
    {
        CSharpCompilation compilation = ToolHost.Compile(Source);
        GeneratorDriver driver = ToolHost.CreateDriver().RunGenerators(compilation, TestContext.Current.CancellationToken);

        driver = driver.RunGenerators(compilation.AddSyntaxTrees(ToolHost.Parse("class B;", "B.cs")), TestContext.Current.CancellationToken);

        CachingTests.AssertReasons(driver, ToolStepNames.Class, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Class_AfterAnEditOfAnother_IsNotPrintedAgain()
    {
        CSharpCompilation compilation = ToolHost.Compile(Source).AddSyntaxTrees(ToolHost.Parse(Source.Replace("Weather", "News").Replace("Place", "Area"), "News.cs"));
        GeneratorDriver driver = ToolHost.CreateDriver().RunGenerators(compilation, TestContext.Current.CancellationToken);

        driver = driver.RunGenerators(
            compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], ToolHost.Parse(Source.Replace("Gets it.", "Gets that."), "App.cs")),
            TestContext.Current.CancellationToken);

        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged],
            CachingTests.ReasonsOf(driver.GetRunResult().Results.Single(), ToolStepNames.Class));
    }
}
