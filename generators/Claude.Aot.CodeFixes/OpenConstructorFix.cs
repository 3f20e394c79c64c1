using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Claude.Aot.CodeFixes;

/// <summary>Makes the only constructor of a parameter's type internal, if it is private or protected.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OpenConstructorFix))]
[Shared]
internal sealed class OpenConstructorFix() : ToolFix("CLAUDE203")
{
    /// <inheritdoc/>
    protected override void Register(CodeFixContext context, SyntaxNode declaration, SemanticModel model)
    {
        ITypeSymbol? declared = TypeOf(model.GetDeclaredSymbol(declaration, context.CancellationToken));
        foreach (INamedTypeSymbol type in TypesIn(declared).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default))
        {
            if (FindClosed(type) is { } constructor)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Make the constructor of '{type.Name}' internal",
                        token => OpenAsync(context.Document.Project.Solution, constructor, token),
                        $"{nameof(OpenConstructorFix)} {type.ToDisplayString()}"),
                    context.Diagnostics);
            }
        }
    }

    private static ITypeSymbol? TypeOf(ISymbol? member) => member switch
    {
        IParameterSymbol parameter => parameter.Type,
        IPropertySymbol property => property.Type,
        IFieldSymbol field => field.Type,
        _ => null,
    };

    /// <summary>Gets the type itself, and the types of its elements.</summary>
    private static IEnumerable<INamedTypeSymbol> TypesIn(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => TypesIn(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.SelectMany(TypesIn).Prepend(named),
        _ => [],
    };

    /// <summary>Gets the declaration of the only constructor, if the generated code cannot call it.</summary>
    private static ConstructorDeclarationSyntax? FindClosed(INamedTypeSymbol type)
    {
        IMethodSymbol[] constructors = [.. type.InstanceConstructors.Where(constructor => !constructor.IsImplicitlyDeclared)];
        return !type.IsAbstract
            && constructors.Length == 1
            && constructors[0].DeclaredAccessibility is Accessibility.Private or Accessibility.Protected
            ? constructors[0].DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as ConstructorDeclarationSyntax
            : null;
    }

    private static async Task<Solution> OpenAsync(Solution solution, ConstructorDeclarationSyntax constructor, CancellationToken cancellationToken)
    {
        Document document = solution.GetDocument(constructor.SyntaxTree)!;
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        editor.SetAccessibility(constructor, Accessibility.Internal);
        return editor.GetChangedDocument().Project.Solution;
    }
}
