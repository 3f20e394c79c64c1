namespace Claude.Aot.Generators;

/// <summary>A union: an abstract class, and the enum of its kinds.</summary>
/// <param name="Discriminator">The wire name of the member that tells the variants apart.</param>
/// <param name="KindProperty">The C# property of that member.</param>
/// <param name="KindName">The enum.</param>
/// <param name="HasEmpty">Whether some member falls back to a shared empty instance.</param>
internal sealed record UnionSpec(
    string Name,
    string Description,
    string Discriminator,
    string KindProperty,
    string KindName,
    bool HasEmpty,
    EquatableArray<VariantSpec> Variants);
