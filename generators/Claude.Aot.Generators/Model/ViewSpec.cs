namespace Claude.Aot.Generators;

/// <summary>A view, which becomes a struct over the memory of the stream.</summary>
/// <param name="OwnedName">The name of the owned class that the view corresponds to.</param>
/// <param name="Union">The union that the view shows, or null if it shows an object.</param>
/// <param name="IsFolded">Whether a hand-written part reads the fold and creates the copies.</param>
internal sealed record ViewSpec(
    ViewShape Shape,
    string Name,
    string Description,
    string OwnedName,
    UnionSpec? Union,
    bool IsFolded,
    EquatableArray<AccessorSpec> Accessors);
