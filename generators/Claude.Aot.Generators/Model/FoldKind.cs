namespace Claude.Aot.Generators;

/// <summary>The ways in which a member can fold. Each is a method of the runtime's folds.</summary>
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
