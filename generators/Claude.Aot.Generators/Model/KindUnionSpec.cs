namespace Claude.Aot.Generators;

/// <summary>A value that may be of several JSON kinds: a class with one property for each.</summary>
/// <param name="HasEmpty">Whether some member falls back to a shared empty instance.</param>
internal sealed record KindUnionSpec(string Name, string Description, bool HasEmpty, EquatableArray<AlternativeSpec> Alternatives);
