namespace Claude.Aot.Generators;

/// <summary>An owned object, which becomes a class.</summary>
/// <param name="Variant">The union of which the object is a variant, or null if there is none.</param>
/// <param name="HasEmpty">Whether any member has a shared empty instance as its default value.</param>
internal sealed record ObjectSpec(
    string Name,
    string Description,
    VariantOfSpec? Variant,
    bool HasEmpty,
    EquatableArray<PropertySpec> Properties);
