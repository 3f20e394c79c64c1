using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Claude.Aot.Generators.Tests;

/// <summary>The layers of a project: its folders, from the bottom.</summary>
/// <param name="project">The project's folder.</param>
/// <param name="order">The layers.</param>
/// <param name="generatedLayer">Gives the layer of a type that has no file of its own.</param>
internal sealed class Layers(string project, string[] order, Func<string, string>? generatedLayer = null)
{
    private readonly string _folder = Repository.PathOf(project);

    public IReadOnlyList<string> Order => order;

    /// <summary>Compiles the project's sources.</summary>
    public Compilation Compile(params IEnumerable<MetadataReference> references) => GeneratorHost.Compile(Path.GetFileName(project), Repository.Sources(_folder), references);

    /// <summary>One line for each file and each type of a layer above that it names.</summary>
    public IReadOnlyList<string> FindUpwardReferences(Compilation compilation)
    {
        SortedSet<string> found = new(StringComparer.Ordinal);
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                ISymbol? symbol = model.GetSymbolInfo(name).Symbol;
                if ((symbol as INamedTypeSymbol ?? symbol?.ContainingType) is { } type
                    && LayerOf(model, name) is { } from && LayerOf(type, compilation.Assembly) is { } to && IndexOf(to) > IndexOf(from))
                {
                    string file = FolderOf(tree) is null ? Path.GetFileName(tree.FilePath) : Path.GetRelativePath(Repository.PathOf("."), tree.FilePath);
                    found.Add($"{file}: {from} names {type.Name} of {to}");
                }
            }
        }

        return [.. found];
    }

    /// <summary>The layer of a file, or of the generated type that a place is in.</summary>
    private string? LayerOf(SemanticModel model, SyntaxNode place) =>
        FolderOf(model.SyntaxTree)
        ?? (place.Ancestors().OfType<BaseTypeDeclarationSyntax>().LastOrDefault() is { } type && model.GetDeclaredSymbol(type) is { } symbol ? LayerOf(symbol, model.Compilation.Assembly) : null);

    /// <summary>The lowest layer that declares a part of the type.</summary>
    private string? LayerOf(INamedTypeSymbol type, IAssemblySymbol assembly)
    {
        if (!SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, assembly))
        {
            return null;
        }

        while (type.ContainingType is { } outer)
        {
            type = outer;
        }

        return type.DeclaringSyntaxReferences.Select(reference => FolderOf(reference.SyntaxTree)).OfType<string>().MinBy(IndexOf) ?? generatedLayer?.Invoke(type.Name);
    }

    private string? FolderOf(SyntaxTree tree) =>
        tree.FilePath.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        && Path.GetRelativePath(_folder, tree.FilePath).Split(Path.DirectorySeparatorChar) is { Length: > 1 } parts ? parts[0] : null;

    private int IndexOf(string layer)
    {
        int index = Array.IndexOf(order, layer);
        return index >= 0 ? index : throw new InvalidOperationException($"{project}/{layer} is a folder, but no layer: add it to the list.");
    }
}
