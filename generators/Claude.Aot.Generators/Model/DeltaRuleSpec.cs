namespace Claude.Aot.Generators;

/// <summary>The rules of a delta type: the changes that it makes in its block.</summary>
/// <param name="Member">The enum member of the delta type.</param>
/// <param name="ImplicitBlock">The JSON of the block that the delta opens if the start of the block was not received; empty if the delta folds nothing.</param>
/// <param name="Folds">The rules by which its members fold.</param>
/// <param name="Blocks">The enum members of the block types that have every member that the delta folds into.</param>
internal sealed record DeltaRuleSpec(string Member, string ImplicitBlock, EquatableArray<FoldSpec> Folds, EquatableArray<string> Blocks);
