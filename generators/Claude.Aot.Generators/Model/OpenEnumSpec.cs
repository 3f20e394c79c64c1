namespace Claude.Aot.Generators;

/// <summary>A string with known values that may be any other as well: a struct.</summary>
internal sealed record OpenEnumSpec(string Name, string Description, EquatableArray<EnumValueSpec> Values);
