namespace Claude.Aot.Generators;

/// <summary>An alternative of a kind union while it is parsed.</summary>
internal sealed record AlternativeDraft(string Name, string Description, TypeDraft Type);
