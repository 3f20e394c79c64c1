using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

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

/// <summary>A mistake in a schema. It holds only the id of its descriptor, its position and its arguments, so it compares by value.</summary>
internal sealed record DiagnosticSpec(string Id, string Path, SourceLocation Location, EquatableArray<string> Arguments)
{
    public Diagnostic ToDiagnostic()
    {
        var start = new LinePosition(Location.Line, Location.Column);
        var end = new LinePosition(Location.Line, Location.Column + Location.Length);
        var location = Microsoft.CodeAnalysis.Location.Create(Path, new TextSpan(Location.Offset, Location.Length), new LinePositionSpan(start, end));
        return Diagnostic.Create(Diagnostics.Find(Id), location, [.. Arguments]);
    }
}

/// <summary>The position of a token in its file. A JSON token never spans lines. Lines and columns are counted from 0.</summary>
internal readonly record struct SourceLocation(int Offset, int Line, int Column, int Length);
