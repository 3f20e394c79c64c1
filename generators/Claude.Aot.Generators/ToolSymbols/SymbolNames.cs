using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Claude.Aot.Generators;

/// <summary>The names of symbols, in C#, in JSON and for the model.</summary>
internal static class SymbolNames
{
    private static readonly SymbolDisplayFormat s_full = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Gets a type as C#, with question marks and <c>global::</c>.</summary>
    public static string CSharp(this ITypeSymbol type) => type.ToDisplayString(s_full);

    /// <summary>Gets a type as messages name it.</summary>
    public static string Short(this ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>Gets the type without <c>Nullable</c> around it.</summary>
    public static ITypeSymbol WithoutNullable(this ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    /// <summary>Gets the full name of a type without its type arguments, for example <c>System.Collections.Generic.List</c>.</summary>
    public static string FullName(this ITypeSymbol type) =>
        type.ContainingType is null && type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{type.Name}" : type.Name;

    /// <summary>Gets an identifier of letters and digits, for example <c>PageOfInt32</c>.</summary>
    public static string Word(this ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { TypeArguments.Length: > 0 } generic => $"{type.Name}Of{string.Concat(generic.TypeArguments.Select(Word))}",
        IArrayTypeSymbol array => $"{Word(array.ElementType)}Array",
        _ => type.Name,
    };

    /// <summary>Converts a method's name: <c>GetHttpStatusAsync</c> becomes <c>get_http_status</c>.</summary>
    public static string ToSnakeCase(string name)
    {
        var snake = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            bool startsWord = i > 0 && char.IsUpper(name[i]) && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            snake.Append(startsWord ? "_" : "").Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }

    /// <summary>Converts a property's name as <c>JsonNamingPolicy.CamelCase</c> does: <c>URLValue</c> becomes <c>urlValue</c>.</summary>
    public static string ToCamelCase(string name)
    {
        char[] camel = name.ToCharArray();
        for (int i = 0; i < camel.Length && char.IsUpper(camel[i]); i++)
        {
            if (i > 0 && i + 1 < camel.Length && !char.IsUpper(camel[i + 1]))
            {
                break;
            }

            camel[i] = char.ToLowerInvariant(camel[i]);
        }

        return new string(camel);
    }

    /// <summary>Gets a name as C# writes it: a keyword gets an <c>@</c>.</summary>
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    public static string WithoutAsync(string name) =>
        name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;

    public static string Invariant(IFormattable value, string? format = null) => value.ToString(format, CultureInfo.InvariantCulture);
}
