namespace Claude.Aot.Generators;

/// <summary>The types that each way of folding accepts.</summary>
internal static class FoldTypes
{
    /// <summary>Gets the reason why the types are incompatible, or null if they are compatible.</summary>
    public static string? Mismatch(FoldKind kind, TypeDraft from, TypeDraft into) => kind switch
    {
        FoldKind.Append => from.Kind == ValueKind.String && into.Kind == ValueKind.String ? null : "both must be strings",
        FoldKind.ReplaceIfNotEmpty => from.Kind == ValueKind.String && into.Kind == ValueKind.String ? null : "both must be strings",
        FoldKind.JsonAppend => from.Kind == ValueKind.String && IsJson(into.Kind) ? null : "a string of JSON folds into any JSON",
        FoldKind.ListAppend => into.Kind == ValueKind.Array && IsSame(from, into.Element!) ? null : "an element folds into an array of its type",
        FoldKind.Merge => IsObject(from.Kind) && IsObject(into.Kind) ? null : "both must be objects",
        _ => IsSame(from, into) || IsJson(into.Kind) ? null : "both must be of one type",
    };

    private static bool IsSame(TypeDraft from, TypeDraft into) => from.Kind == into.Kind && from.Target == into.Target;

    private static bool IsJson(ValueKind kind) => kind is ValueKind.Any or ValueKind.AnyObject or ValueKind.ToolInput;

    private static bool IsObject(ValueKind kind) => kind == ValueKind.Object || IsJson(kind);
}
