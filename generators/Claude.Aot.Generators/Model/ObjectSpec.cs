namespace Claude.Aot.Generators;

/// <summary>An owned object: a class.</summary>
/// <param name="Variant">What it is in its union; null for one that stands in none.</param>
/// <param name="HasEmpty">Whether some member falls back to a shared empty instance.</param>
internal sealed record ObjectSpec(
    string Name,
    string Description,
    VariantOfSpec? Variant,
    bool HasEmpty,
    EquatableArray<PropertySpec> Properties);
