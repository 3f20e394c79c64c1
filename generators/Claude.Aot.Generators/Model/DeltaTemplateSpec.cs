namespace Claude.Aot.Generators;

/// <summary>The form in which the API writes a frequent type of delta: its type and one other member.</summary>
/// <param name="Member">The enum member of the delta type.</param>
/// <param name="Discriminator">The wire name of the member that holds the type. It comes first.</param>
/// <param name="Value">The wire name of the type.</param>
/// <param name="WireName">The wire name of the other member.</param>
/// <param name="IsString">Whether the other member is a string.</param>
internal sealed record DeltaTemplateSpec(string Member, string Discriminator, string Value, string WireName, bool IsString);
