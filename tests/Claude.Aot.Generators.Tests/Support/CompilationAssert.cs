using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators.Tests;

internal static class CompilationAssert
{
    /// <summary>There is no warning either; the compiler has one for whatever is public and not documented.</summary>
    public static void IsClean(Compilation compilation) => Assert.Empty(
        compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
}
