using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Claude.Aot.Generators.Tests;

/// <summary>The item metadata that MSBuild would hand over, the same for every file.</summary>
internal sealed class SchemaMetadata(IReadOnlyDictionary<string, string> metadata) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(new Dictionary<string, string>());

    /// <summary>As the package's own project says it.</summary>
    public static SchemaMetadata Package() => new(new Dictionary<string, string>
    {
        ["ClaudeSchema"] = "true",
        ["ClaudeNamespace"] = "Claude.Aot",
        ["ClaudeViews"] = "true",
    });

    /// <summary>As an app's own schema has it.</summary>
    public static SchemaMetadata App(string schemaNamespace = "My.Chat") => new(new Dictionary<string, string>
    {
        ["ClaudeSchema"] = "true",
        ["ClaudeNamespace"] = schemaNamespace,
    });

    /// <summary>Of a file that is no schema.</summary>
    public static SchemaMetadata None() => new(new Dictionary<string, string>());

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(metadata);

    private sealed class Options(IReadOnlyDictionary<string, string> metadata) : AnalyzerConfigOptions
    {
        private const string Prefix = "build_metadata.AdditionalFiles.";

        public override bool TryGetValue(string key, out string value)
        {
            string? found = null;
            bool isThere = key.StartsWith(Prefix, StringComparison.Ordinal) && metadata.TryGetValue(key[Prefix.Length..], out found);
            value = found!;
            return isThere;
        }
    }
}
