namespace Claude.Aot.Generators;

/// <summary>An open enum, which is a string that has known values but can have any other value. It becomes a struct.</summary>
internal sealed record OpenEnumSpec(string Name, string Description, EquatableArray<EnumValueSpec> Values);
