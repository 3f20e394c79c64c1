namespace Claude.Aot.Generators;

/// <summary>A property of an owned object.</summary>
/// <param name="Constant">The value of a constant or discriminator; empty for other properties.</param>
/// <param name="IsRequired">Whether the C# property is <c>required</c>.</param>
/// <param name="WritesNull">Whether a null value is written as <c>null</c> instead of omitting the member.</param>
internal sealed record PropertySpec(
    string WireName,
    string Name,
    string Description,
    TypeSpec Type,
    string Constant,
    bool IsRequired,
    bool WritesNull);
