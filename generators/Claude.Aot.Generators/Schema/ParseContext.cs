using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>The diagnostics of one schema file while it is being parsed.</summary>
internal sealed class ParseContext
{
    private readonly string _path;
    private readonly List<DiagnosticSpec> _diagnostics = [];

    public ParseContext(string path) => _path = path;

    public bool HasErrors => _diagnostics.Count > 0;

    public void Report(DiagnosticDescriptor descriptor, SourceLocation location, params string[] arguments) =>
        _diagnostics.Add(new DiagnosticSpec(descriptor.Id, _path, location, new(arguments)));

    public EquatableArray<DiagnosticSpec> ToDiagnostics() =>
        _diagnostics.OrderBy(diagnostic => diagnostic.Location.Offset).ToEquatableArray();
}
