namespace Claude.Aot.Generators;

/// <summary>The form in which the API writes a delta of which a stream has many: its type, and one member.</summary>
/// <param name="Member">Its enum member.</param>
/// <param name="Discriminator">The wire name of the member that tells the type; it comes first.</param>
/// <param name="Value">The type.</param>
/// <param name="WireName">The other member.</param>
/// <param name="IsString">Whether that is a string.</param>
internal sealed record DeltaTemplateSpec(string Member, string Discriminator, string Value, string WireName, bool IsString);
