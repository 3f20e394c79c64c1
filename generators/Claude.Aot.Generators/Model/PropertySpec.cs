namespace Claude.Aot.Generators;

/// <summary>A property of an owned object.</summary>
/// <param name="Constant">The only value of a constant or discriminator.</param>
/// <param name="IsRequired">Whether C# asks for it in every initialiser.</param>
/// <param name="WritesNull">Whether null is written instead of leaving the member out.</param>
internal sealed record PropertySpec(
    string WireName,
    string Name,
    string Description,
    TypeSpec Type,
    string Constant,
    bool IsRequired,
    bool WritesNull);
