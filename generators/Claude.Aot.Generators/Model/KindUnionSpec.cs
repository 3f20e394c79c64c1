namespace Claude.Aot.Generators;

/// <summary>A kind union, which is a value of one of several JSON kinds. It becomes a class with one property for each kind.</summary>
/// <param name="HasEmpty">Whether any member has a shared empty instance as its default value.</param>
internal sealed record KindUnionSpec(string Name, string Description, bool HasEmpty, EquatableArray<AlternativeSpec> Alternatives);
