namespace Claude.Aot.Generators;

/// <summary>The type of a property, element or alternative while the schema is being parsed.</summary>
/// <param name="Target">The definition that a <c>$ref</c> refers to; null for other types.</param>
/// <param name="IsNullable">Whether the value can be null on the wire.</param>
internal sealed record TypeDraft(ValueKind Kind, DefDraft? Target = null, bool IsNullable = false, TypeDraft? Element = null)
{
    public TypeSpec ToSpec(bool isNullable) => new(Kind, Target?.Name ?? "", isNullable, Element?.ToSpec(isNullable: false));
}
