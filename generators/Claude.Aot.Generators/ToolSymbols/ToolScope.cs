using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>What reading the symbols of one tool needs.</summary>
/// <param name="Class">The class that contains the tool. The generated code sees what this class sees.</param>
/// <param name="IsStrict">Whether the tool is strict.</param>
internal sealed record ToolScope(Compilation Compilation, INamedTypeSymbol Class, bool IsStrict, Problems Problems, CancellationToken CancellationToken)
{
    public bool Sees(ISymbol? symbol) => symbol is not null && Compilation.IsSymbolAccessibleWithin(symbol, Class);
}
