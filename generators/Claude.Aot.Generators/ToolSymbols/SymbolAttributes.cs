using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>Finds and reads the attributes of symbols.</summary>
internal static class SymbolAttributes
{
    public const string Tool = "Claude.Aot.ClaudeToolAttribute";

    private const string Json = "System.Text.Json.Serialization.";

    public static AttributeData? Find(this ISymbol symbol, string fullName)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && fullName.EndsWith(type.Name, StringComparison.Ordinal) && type.FullName() == fullName)
            {
                return attribute;
            }
        }

        return null;
    }

    public static AttributeData? FindJson(this ISymbol symbol, string name) => symbol.Find(Json + name);

    /// <summary>Gets the first attribute of that name on any of the symbols that make up one member: a property and its parameter.</summary>
    public static AttributeData? Find(this IEnumerable<ISymbol> symbols, string fullName) =>
        symbols.Select(symbol => symbol.Find(fullName)).FirstOrDefault(attribute => attribute is not null);

    /// <summary>Gets an argument of the constructor; null if there is none.</summary>
    public static object? Argument(this AttributeData attribute, int index) =>
        attribute.ConstructorArguments.ElementAtOrDefault(index) is { Kind: not TypedConstantKind.Array } constant ? constant.Value : null;

    /// <summary>Gets a property that is set in the attribute; null if it is not.</summary>
    public static object? Named(this AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value.Kind == TypedConstantKind.Array ? argument.Value.Values : argument.Value.Value;
            }
        }

        return null;
    }

    public static string? JsonNameOf(ISymbol symbol) => symbol.FindJson("JsonPropertyNameAttribute")?.Argument(0) as string;

    public static string? DescriptionOf(ISymbol symbol) => symbol.Find("System.ComponentModel.DescriptionAttribute")?.Argument(0) as string;

    /// <summary>Gets the place of an attribute in the source, or another place if it has none.</summary>
    public static Location LocationOf(this AttributeData attribute, Location fallback) => attribute.ApplicationSyntaxReference is { } reference
        ? Location.Create(reference.SyntaxTree, reference.Span)
        : fallback;
}
