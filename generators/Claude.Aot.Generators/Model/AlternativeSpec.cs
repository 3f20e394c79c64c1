namespace Claude.Aot.Generators;

/// <summary>One JSON kind of a kind union.</summary>
internal sealed record AlternativeSpec(string Name, string Description, TypeSpec Type);
