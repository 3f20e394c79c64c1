namespace Claude.Aot.Generators;

/// <summary>The named ways of folding; each is a method of the runtime's folds.</summary>
internal enum FoldKind
{
    Append,
    Set,
    ReplaceIfPresent,
    ReplaceIfNotEmpty,
    ListAppend,
    JsonAppend,
    Merge,
}
