namespace Claude.Aot.Generators;

/// <summary>The type of a property, element or alternative while the schema is parsed.</summary>
/// <param name="Target">Where a <c>$ref</c> leads.</param>
/// <param name="IsNullable">Whether the wire may say null.</param>
internal sealed record TypeDraft(ValueKind Kind, DefDraft? Target = null, bool IsNullable = false, TypeDraft? Element = null)
{
    public TypeSpec ToSpec(bool isNullable) => new(Kind, Target?.Name ?? "", isNullable, Element?.ToSpec(isNullable: false));
}
