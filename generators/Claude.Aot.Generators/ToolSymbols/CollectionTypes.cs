using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>Recognizes lists, sets and dictionaries, and tells which other types can be objects.</summary>
internal static class CollectionTypes
{
    private const string Generic = "System.Collections.Generic.";

    private static readonly Dictionary<string, ListForm> s_lists = new()
    {
        [Generic + "List"] = ListForm.List,
        [Generic + "IList"] = ListForm.List,
        [Generic + "ICollection"] = ListForm.List,
        [Generic + "IEnumerable"] = ListForm.Array,
        [Generic + "IReadOnlyList"] = ListForm.Array,
        [Generic + "IReadOnlyCollection"] = ListForm.Array,
        [Generic + "HashSet"] = ListForm.HashSet,
        [Generic + "ISet"] = ListForm.HashSet,
        [Generic + "IReadOnlySet"] = ListForm.HashSet,
        ["System.Collections.Immutable.ImmutableArray"] = ListForm.ImmutableArray,
    };

    public static ListForm? FindList(INamedTypeSymbol type) =>
        type.TypeArguments.Length == 1 && s_lists.TryGetValue(type.FullName(), out ListForm form) ? form : null;

    public static bool IsMap(INamedTypeSymbol type) =>
        type.TypeArguments.Length == 2 && type.FullName() is Generic + "Dictionary" or Generic + "IDictionary" or Generic + "IReadOnlyDictionary";

    public static bool IsCollection(INamedTypeSymbol type) =>
        type.AllInterfaces.Any(implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable);

    /// <summary>Gets the reason why a type cannot be a JSON object; null if it can.</summary>
    public static string? WhyNotObject(INamedTypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Object)
        {
            return "it does not describe the value; use a specific type, or JsonElement or RawJson if the value can be anything";
        }

        if (type.TypeKind == TypeKind.Interface || IsCollection(type))
        {
            return type.TypeKind == TypeKind.Interface && !type.FullName().StartsWith("System.", StringComparison.Ordinal)
                ? "an interface cannot be created; use a class or a record"
                : "use an array, List<T>, HashSet<T>, Dictionary<string, T> or one of their interfaces";
        }

        if (type.IsTupleType || type.FullName().StartsWith("System.", StringComparison.Ordinal) || type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            return "use a class or a record of your own, or one of the simple types";
        }

        return type.FindJson("JsonConverterAttribute") is null
            ? null
            : "its JsonConverter would not be used; remove it, or use RawJson and convert the value yourself";
    }
}
