using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Claude.Aot.Generators;

/// <summary>An additional file that is marked as a schema.</summary>
internal sealed record SchemaItem(AdditionalText Text, SchemaOptions Options)
{
    private const string Metadata = "build_metadata.AdditionalFiles.";
    private const string DefaultNamespace = "Claude.Aot";

    /// <summary>Creates the item, or returns null if the file is not marked as a schema.</summary>
    public static SchemaItem? From(AdditionalText text, AnalyzerConfigOptionsProvider provider)
    {
        AnalyzerConfigOptions metadata = provider.GetOptions(text);
        return IsTrue(metadata, "ClaudeSchema")
            ? new SchemaItem(text, new SchemaOptions(text.Path, NamespaceOf(metadata), IsTrue(metadata, "ClaudeViews")))
            : null;
    }

    /// <summary>
    /// Gets this item, with <see cref="SchemaOptions.DuplicateOf"/> set if a file that sorts before it has the same stem. Case is ignored, because the compiler
    /// ignores it in hint names.
    /// </summary>
    public SchemaItem FindDuplicate(EquatableArray<SchemaOptions> all)
    {
        SchemaOptions first = all
            .Where(other => string.Equals(other.Stem, Options.Stem, StringComparison.OrdinalIgnoreCase))
            .OrderBy(other => other.Path, StringComparer.Ordinal)
            .First();
        return first.Path == Options.Path ? this : this with { Options = Options with { DuplicateOf = Path.GetFileName(first.Path) } };
    }

    public ParseResult Parse(CancellationToken cancellationToken)
    {
        try
        {
            return SchemaParser.Parse(Text.GetText(cancellationToken)?.ToString() ?? "", Options);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return ParseResult.Failed(Options.Path, exception);
        }
    }

    private static bool IsTrue(AnalyzerConfigOptions metadata, string name) =>
        metadata.TryGetValue(Metadata + name, out string? value) && bool.TryParse(value, out bool isTrue) && isTrue;

    private static string NamespaceOf(AnalyzerConfigOptions metadata) =>
        metadata.TryGetValue(Metadata + "ClaudeNamespace", out string? value) && value.Length > 0 ? value : DefaultNamespace;
}
