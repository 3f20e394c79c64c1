namespace Claude.Aot.Generators;

/// <summary>The result of parsing a schema file. The specification is null if there is a diagnostic, so nothing is printed for an invalid schema.</summary>
internal sealed record ParseResult(SchemaSpec? Spec, EquatableArray<DiagnosticSpec> Diagnostics)
{
    public static ParseResult Failed(string path, Exception exception)
    {
        // The message is a single line, because most tools show only the first line.
        string line = exception.ToString().Replace("\r", "").Replace('\n', ' ');
        var diagnostic = new DiagnosticSpec(Generators.Diagnostics.Internal.Id, path, default, new([Path.GetFileName(path), line]));
        return new ParseResult(null, new([diagnostic]));
    }
}
