namespace Claude.Aot.Generators;

/// <summary>A variant of a union.</summary>
/// <param name="Value">The value of the discriminator.</param>
/// <param name="Member">The enum member for that value.</param>
internal sealed record VariantSpec(string TypeName, string Value, string Member);
