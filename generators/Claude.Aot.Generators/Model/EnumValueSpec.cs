namespace Claude.Aot.Generators;

/// <summary>A known value of an open enum.</summary>
internal sealed record EnumValueSpec(string Value, string Name, string Description);
