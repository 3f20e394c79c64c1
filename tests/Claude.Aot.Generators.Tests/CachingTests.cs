using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Claude.Aot.Generators.Tests;

/// <summary>What an edit makes the pipeline do again: the reasons of the step that parses, and of the one that hands on what is printed.</summary>
public class CachingTests
{
    private const string Schema = """
        {
          "$defs": { "Note": { "type": "object", "description": "A note.", "properties": { "text": { "type": "string", "description": "Its text." } } } }
        }
        """;

    private readonly SchemaFile _file = new("/schemas/note.schema.json", Schema);
    private readonly CSharpCompilation _compilation = GeneratorHost.Compile("App", [GeneratorHost.Parse("class A;")]);

    public static TheoryData<string, IncrementalStepRunReason, IncrementalStepRunReason> Edits { get; } = new()
    {
        { Schema, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached },
        { Schema.Replace(": ", ":   "), IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached },
        { Schema.Replace("\n", "\r\n"), IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached },
        { Schema.Replace("A note.", "A notice."), IncrementalStepRunReason.Modified, IncrementalStepRunReason.Modified },
    };

    [Fact]
    public void Pipeline_UnrelatedEdit_RunsNothing()
    {
        GeneratorDriver driver = GeneratorHost.CreateDriver(SchemaMetadata.App(), _file).RunGenerators(_compilation, TestContext.Current.CancellationToken);

        driver = driver.RunGenerators(_compilation.AddSyntaxTrees(GeneratorHost.Parse("class B;")), TestContext.Current.CancellationToken);

        AssertReasons(driver, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached);
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public void Pipeline_EditOfTheSchema_RunsWhatItTouches(string edited, IncrementalStepRunReason schema, IncrementalStepRunReason spec)
    {
        GeneratorDriver driver = GeneratorHost.CreateDriver(SchemaMetadata.App(), _file).RunGenerators(_compilation, TestContext.Current.CancellationToken);

        driver = driver.ReplaceAdditionalText(_file, new SchemaFile(_file.Path, edited)).RunGenerators(_compilation, TestContext.Current.CancellationToken);

        AssertReasons(driver, schema, spec);
    }

    [Fact]
    public void Pipeline_NewOptionsObjectOfTheSameContent_ParsesNothingAgain()
    {
        GeneratorDriver driver = GeneratorHost.CreateDriver(SchemaMetadata.App(), _file).RunGenerators(_compilation, TestContext.Current.CancellationToken);

        driver = driver.WithUpdatedAnalyzerConfigOptions(SchemaMetadata.App()).RunGenerators(_compilation, TestContext.Current.CancellationToken);

        AssertReasons(driver, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached);
    }

    private static void AssertReasons(GeneratorDriver driver, IncrementalStepRunReason schema, IncrementalStepRunReason spec)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        Assert.Equal([schema], ReasonsOf(result, StepNames.Schema));
        Assert.Equal([spec], ReasonsOf(result, StepNames.Spec));
        bool isPrintedAgain = result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs)
            .Any(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        Assert.Equal(spec == IncrementalStepRunReason.Modified, isPrintedAgain);
    }

    /// <summary>Verifies the reasons of a step, and of the output that is printed from it.</summary>
    internal static void AssertReasons(GeneratorDriver driver, string step, params IncrementalStepRunReason[] expected)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        Assert.Equal(expected, ReasonsOf(result, step));
        IEnumerable<IncrementalStepRunReason> outputs = result.TrackedOutputSteps.SelectMany(tracked => tracked.Value)
            .Where(run => run.Inputs.Any(input => input.Source.Name == step))
            .SelectMany(run => run.Outputs).Select(output => output.Reason);
        Assert.Equal(expected, outputs);
    }

    internal static IEnumerable<IncrementalStepRunReason> ReasonsOf(GeneratorRunResult result, string step) =>
        result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason);
}
