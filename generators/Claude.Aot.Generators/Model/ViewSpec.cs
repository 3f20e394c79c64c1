namespace Claude.Aot.Generators;

/// <summary>A struct over the memory of the stream.</summary>
/// <param name="OwnedName">The class of which it is the view.</param>
/// <param name="Union">The union, where it is the view of one.</param>
/// <param name="IsFolded">Whether a half written by hand knows the fold, and makes the copies.</param>
internal sealed record ViewSpec(
    ViewShape Shape,
    string Name,
    string Description,
    string OwnedName,
    UnionSpec? Union,
    bool IsFolded,
    EquatableArray<AccessorSpec> Accessors);
