using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Claude.Aot.Generators.Tests.Tools;

/// <summary>What an edit makes the output generator do again.</summary>
public class OutputCachingTests
{
    private const string Source = """
        /// <summary>A recipe.</summary>
        [ClaudeOutput]
        public sealed partial record Recipe(string Title, Author By);

        public sealed record Author(string Name);
        """;

    // The compiler offers an output again after each edit, because types of other files may have changed. An equal output is not printed again.
    public static TheoryData<string, IncrementalStepRunReason> Edits { get; } = new()
    {
        { Source, IncrementalStepRunReason.Cached },
        { "\n\n// A comment.\n" + Source, IncrementalStepRunReason.Cached },
        { Source + " public class Other { public int Get() => 1; }", IncrementalStepRunReason.Cached },
        { Source.Replace("string Name);", "string Name) { public int Length => Name.Length; }"), IncrementalStepRunReason.Cached },
        { Source.Replace("A recipe.", "The recipe."), IncrementalStepRunReason.Modified },
        { Source.Replace("string Name", "string Name, int Age"), IncrementalStepRunReason.Modified },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Output_AfterAnEdit_IsPrintedAgainOnlyIfItChanged(string edited, IncrementalStepRunReason expected)
    {
        CSharpCompilation compilation = ToolHost.Compile(Source);

        AssertReasons(compilation, compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], ToolHost.Parse(edited, "App.cs")), expected);
    }

    [Fact]
    public void Output_AfterAnUnrelatedFileIsAdded_IsNotPrintedAgain()
    {
        CSharpCompilation compilation = ToolHost.Compile(Source);

        AssertReasons(compilation, compilation.AddSyntaxTrees(ToolHost.Parse("class B;", "B.cs")), IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Output_AfterAnEditOfAnother_IsNotPrintedAgain()
    {
        CSharpCompilation compilation = ToolHost.Compile(Source)
            .AddSyntaxTrees(ToolHost.Parse("[ClaudeOutput] public sealed partial record Menu(Recipe2[] Recipes); public record Recipe2(string Title);", "Menu.cs"));
        SyntaxTree edited = ToolHost.Parse(Source.Replace("string Name", "string FullName"), "App.cs");

        AssertReasons(
            compilation,
            compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], edited),
            IncrementalStepRunReason.Modified,
            IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Model_OfOutputs_HoldsNothingOfTheCompiler()
    {
        const string Mistake = "[ClaudeOutput] public partial record Bad(object Any);";
        GeneratorRunResult result = ToolHost.Run(new ClaudeOutputGenerator(), Source + Mistake).GetRunResult().Results.Single();

        object[] values = [.. result.TrackedSteps[OutputStepNames.Read].SelectMany(step => step.Outputs).Select(output => output.Value)];

        Assert.Equal(2, values.Length);
        ModelTests.AssertPlain(values, []);
    }

    private static void AssertReasons(Compilation before, Compilation after, params IncrementalStepRunReason[] expected)
    {
        GeneratorDriver driver = ToolHost.CreateDriver(new ClaudeOutputGenerator()).RunGenerators(before, TestContext.Current.CancellationToken);
        driver = driver.RunGenerators(after, TestContext.Current.CancellationToken);

        CachingTests.AssertReasons(driver, OutputStepNames.Output, expected);
    }
}
