using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Claude.Aot.Benchmarks;

/// <summary>Runs a generator as the compiler does.</summary>
internal abstract class GeneratorHost
{
    private int _edits;

    protected static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest);

    /// <summary>Creates a driver that has not run yet.</summary>
    public abstract GeneratorDriver CreateDriver();

    /// <summary>Creates a compilation that nothing has looked at yet.</summary>
    protected abstract CSharpCompilation CreateCompilation();

    /// <summary>Compiles the code without the generator. A compiler does that in any case, so its time is not the generator's.</summary>
    public void Compile() => CreateCompilation().GetDiagnostics();

    /// <summary>Generates all sources.</summary>
    /// <exception cref="InvalidOperationException">The generator wrote nothing.</exception>
    public GeneratorDriver RunWhole()
    {
        GeneratorDriver driver = CreateDriver().RunGenerators(CreateCompilation());
        return driver.GetRunResult().GeneratedTrees.IsEmpty ? throw new InvalidOperationException("The generator wrote nothing.") : driver;
    }

    /// <summary>Runs again after a C# file was added.</summary>
    public GeneratorDriver RunAfterEdit(GeneratorDriver driver) =>
        driver.RunGenerators(CreateCompilation().AddSyntaxTrees(CSharpSyntaxTree.ParseText($"class Edited{_edits++};", ParseOptions)));
}
