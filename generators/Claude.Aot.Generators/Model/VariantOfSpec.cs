namespace Claude.Aot.Generators;

/// <summary>The union of a variant, with the property and the enum member that identify the variant.</summary>
internal sealed record VariantOfSpec(string UnionName, string KindProperty, string KindName, string KindMember);
