namespace Claude.Aot.Generators;

/// <summary>The type of a property, an element or an alternative.</summary>
/// <param name="Name">The C# type that a <c>$ref</c> leads to; empty for others.</param>
/// <param name="IsNullable">Whether the C# type is nullable.</param>
/// <param name="Element">An array's elements.</param>
internal sealed record TypeSpec(ValueKind Kind, string Name = "", bool IsNullable = false, TypeSpec? Element = null);
