namespace Claude.Aot.Generators;

/// <summary>The form in which the API writes an event of which a stream has many.</summary>
/// <param name="Member">Its enum member.</param>
/// <param name="Discriminator">The wire name of the member that tells the type; it comes first.</param>
/// <param name="Value">The type.</param>
/// <param name="Index">The wire name of the index, which comes next; empty where there is none.</param>
/// <param name="Body">The wire name of the block or delta, which comes last; empty where there is none.</param>
/// <param name="IsDelta">Whether that is a delta, which has templates of its own.</param>
internal sealed record EventTemplateSpec(string Member, string Discriminator, string Value, string Index, string Body, bool IsDelta);
