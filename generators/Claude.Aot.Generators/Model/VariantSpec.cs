namespace Claude.Aot.Generators;

/// <summary>A variant of a union.</summary>
/// <param name="Value">The discriminator's value.</param>
/// <param name="Member">The enum member of that value.</param>
internal sealed record VariantSpec(string TypeName, string Value, string Member);
