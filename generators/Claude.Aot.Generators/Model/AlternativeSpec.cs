namespace Claude.Aot.Generators;

/// <summary>An alternative of a kind union, which has a JSON kind of its own.</summary>
internal sealed record AlternativeSpec(string Name, string Description, TypeSpec Type);
