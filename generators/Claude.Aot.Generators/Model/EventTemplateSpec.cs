namespace Claude.Aot.Generators;

/// <summary>The form in which the API writes a frequent type of event.</summary>
/// <param name="Member">The enum member of the event type.</param>
/// <param name="Discriminator">The wire name of the member that holds the type. It comes first.</param>
/// <param name="Value">The wire name of the type.</param>
/// <param name="Index">The wire name of the index, which comes next; empty if there is none.</param>
/// <param name="Body">The wire name of the block or delta, which comes last; empty if there is none.</param>
/// <param name="IsDelta">Whether the body is a delta, which has its own templates.</param>
internal sealed record EventTemplateSpec(string Member, string Discriminator, string Value, string Index, string Body, bool IsDelta);
