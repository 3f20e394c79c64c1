using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators.Tests;

/// <summary>Asserts the one mistake of a schema, whose place is marked by « and ».</summary>
internal static class SchemaAssert
{
    private const string FilePath = "/schemas/test.schema.json";

    public static void Reports(string id, string message, string markedSchema, SchemaMetadata? metadata = null)
    {
        int start = markedSchema.IndexOf('«');
        int end = markedSchema.IndexOf('»') - 1;
        string schema = markedSchema.Replace("«", "").Replace("»", "");
        GeneratorDriverRunResult result = GeneratorHost.Run(metadata ?? SchemaMetadata.Package(), new SchemaFile(FilePath, schema)).GetRunResult();

        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        Assert.Equal(FilePath, place.Path);
        Assert.Equal(schema[start..end], schema.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal(start, diagnostic.Location.SourceSpan.Start);
        Assert.Equal(schema[..start].Count(character => character == '\n'), place.StartLinePosition.Line);
        Assert.Equal(start - (schema.LastIndexOf('\n', Math.Max(start - 1, 0)) + 1), place.StartLinePosition.Character);
        Assert.Equal(end - start, place.EndLinePosition.Character - place.StartLinePosition.Character);
        Assert.Empty(result.GeneratedTrees);
    }

    /// <summary>The mistake of some definitions, written without what stands around them.</summary>
    public static void ReportsIn(string definitions, string id, string message) =>
        Reports(id, message, $$"""
            {
              "$defs": {
            {{definitions}}
              }
            }
            """);
}
