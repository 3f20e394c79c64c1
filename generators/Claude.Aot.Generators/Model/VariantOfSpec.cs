namespace Claude.Aot.Generators;

/// <summary>The union of a variant, and the property by which it says which one it is.</summary>
internal sealed record VariantOfSpec(string UnionName, string KindProperty, string KindName, string KindMember);
