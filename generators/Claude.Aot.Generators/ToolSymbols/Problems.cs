using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Claude.Aot.Generators;

/// <summary>Collects the diagnostics of one tool.</summary>
internal sealed class Problems
{
    private readonly List<DiagnosticSpec> _found = [];

    public bool HasErrors { get; private set; }

    public void Add(DiagnosticDescriptor descriptor, Location location, params string[] arguments)
    {
        HasErrors |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        DiagnosticPlace place = PlaceOf(location);
        _found.Add(new DiagnosticSpec(descriptor.Id, place.Path, place.Location, new(arguments)));
    }

    public EquatableArray<DiagnosticSpec> ToArray() => _found.Distinct().ToEquatableArray();

    public static DiagnosticPlace PlaceOf(Location location)
    {
        LinePositionSpan lines = location.GetLineSpan().Span;
        TextSpan span = location.SourceSpan;
        int length = lines.Start.Line == lines.End.Line ? span.Length : 0;
        return new DiagnosticPlace(location.SourceTree?.FilePath ?? "", new SourceLocation(span.Start, lines.Start.Line, lines.Start.Character, length));
    }

    /// <summary>Gets the declaration of a symbol, or another place if it is declared in another assembly.</summary>
    public static Location LocationOf(ISymbol symbol, Location fallback) => symbol.Locations.FirstOrDefault(location => location.IsInSource) ?? fallback;
}
