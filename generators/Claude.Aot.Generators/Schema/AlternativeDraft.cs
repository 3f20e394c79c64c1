namespace Claude.Aot.Generators;

/// <summary>An alternative of a kind union while the schema is being parsed.</summary>
internal sealed record AlternativeDraft(string Name, string Description, TypeDraft Type);
