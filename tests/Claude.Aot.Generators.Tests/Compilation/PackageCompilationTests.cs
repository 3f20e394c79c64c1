namespace Claude.Aot.Generators.Tests;

public class PackageCompilationTests
{
    [Fact]
    public void GeneratedCode_OfTheRealSchema_CompilesWithoutAWarning() => CompilationAssert.IsClean(RuntimeLibrary.Compilation);
}
