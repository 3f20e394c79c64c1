using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Claude.Aot.Generators;

/// <summary>Gives the compiler what a generator found and printed.</summary>
internal static class SourceOutput
{
    /// <summary>Prints files and adds them. An exception becomes a diagnostic that shows the stack trace, because the compiler shows only a warning.</summary>
    /// <param name="context">The context of the output.</param>
    /// <param name="spec">The specification to print.</param>
    /// <param name="name">The name of what is printed, for that diagnostic.</param>
    /// <param name="print">Prints the files.</param>
    public static void Add<T>(SourceProductionContext context, T spec, string name, Func<T, IEnumerable<SourceFile>> print)
    {
        try
        {
            // Print all files before adding any, because an incomplete set of types would not compile.
            List<SourceFile> files = [.. print(spec)];
            files.ForEach(file => context.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8)));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Report(context, ParseResult.Failed(name, exception).Diagnostics);
        }
    }

    public static void Report(SourceProductionContext context, IEnumerable<DiagnosticSpec> diagnostics)
    {
        foreach (DiagnosticSpec diagnostic in diagnostics)
        {
            context.ReportDiagnostic(diagnostic.ToDiagnostic());
        }
    }
}
