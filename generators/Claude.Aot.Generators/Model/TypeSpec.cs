namespace Claude.Aot.Generators;

/// <summary>The type of a property, an element or an alternative.</summary>
/// <param name="Name">The name of the C# type that a <c>$ref</c> refers to; empty for other types.</param>
/// <param name="IsNullable">Whether the C# type is nullable.</param>
/// <param name="Element">The type of the elements of an array; null for other types.</param>
internal sealed record TypeSpec(ValueKind Kind, string Name = "", bool IsNullable = false, TypeSpec? Element = null);
