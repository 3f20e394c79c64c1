using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Claude.Aot.Generators;

/// <summary>Reads the declarations that the generated part of a type repeats.</summary>
internal static class PartialDeclarations
{
    /// <summary>Gets the declarations, from the outermost type to the type itself: <c>partial class Weather</c>.</summary>
    /// <returns>Null if one of them is not partial, which is reported.</returns>
    public static EquatableArray<string>? Read(ToolScope scope, Location place)
    {
        List<string> declarations = [];
        for (INamedTypeSymbol? current = scope.Class; current is not null; current = current.ContainingType)
        {
            if (!IsPartial(current))
            {
                scope.Problems.Add(ToolDiagnostics.NotPartial, Problems.LocationOf(current, place), current.Name);
                return null;
            }

            declarations.Insert(0, $"partial {KeywordOf(current)} {current.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}");
        }

        return declarations.ToEquatableArray();
    }

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Any(reference => reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string KeywordOf(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { IsRecord: true, IsValueType: true } => "record struct",
        { IsRecord: true } => "record",
        { IsValueType: true } => "struct",
        _ => "class",
    };
}
