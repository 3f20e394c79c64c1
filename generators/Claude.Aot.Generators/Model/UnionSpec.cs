namespace Claude.Aot.Generators;

/// <summary>A union, which becomes an abstract class and the enum of its kinds.</summary>
/// <param name="Discriminator">The wire name of the member that identifies the variant.</param>
/// <param name="KindProperty">The C# property for that member.</param>
/// <param name="KindName">The name of the enum.</param>
/// <param name="HasEmpty">Whether any member has a shared empty instance as its default value.</param>
internal sealed record UnionSpec(
    string Name,
    string Description,
    string Discriminator,
    string KindProperty,
    string KindName,
    bool HasEmpty,
    EquatableArray<VariantSpec> Variants);
