using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Claude.Aot.Generators;

/// <summary>A mistake in a schema. It holds only the id of its descriptor, its position and its arguments, so it compares by value.</summary>
internal sealed record DiagnosticSpec(string Id, string Path, JsonMark Mark, EquatableArray<string> Arguments)
{
    public Diagnostic ToDiagnostic()
    {
        var start = new LinePosition(Mark.Line, Mark.Column);
        var end = new LinePosition(Mark.Line, Mark.Column + Mark.Length);
        var location = Location.Create(Path, new TextSpan(Mark.Offset, Mark.Length), new LinePositionSpan(start, end));
        return Diagnostic.Create(Diagnostics.Find(Id), location, [.. Arguments]);
    }
}
