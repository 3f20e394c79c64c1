namespace Claude.Aot.Generators;

/// <summary>What became of a schema file. The specification is null where there is a diagnostic: nothing half-valid is printed.</summary>
internal sealed record ParseResult(SchemaSpec? Spec, EquatableArray<DiagnosticSpec> Diagnostics)
{
    public static ParseResult Failed(string path, Exception exception)
    {
        // A message of one line: more would be cut off by most of the tools that show it.
        string line = exception.ToString().Replace("\r", "").Replace('\n', ' ');
        var diagnostic = new DiagnosticSpec(Generators.Diagnostics.Internal.Id, path, default, new([Path.GetFileName(path), line]));
        return new ParseResult(null, new([diagnostic]));
    }
}
