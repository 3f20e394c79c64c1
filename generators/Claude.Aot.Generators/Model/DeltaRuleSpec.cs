namespace Claude.Aot.Generators;

/// <summary>What one delta changes in its block.</summary>
/// <param name="Member">Its enum member.</param>
/// <param name="ImplicitBlock">The JSON of the block that it opens where the block's start never came; empty where it folds nothing.</param>
/// <param name="Folds">How its members fold.</param>
/// <param name="Blocks">The enum members of the blocks that have every member that it folds into.</param>
internal sealed record DeltaRuleSpec(string Member, string ImplicitBlock, EquatableArray<FoldSpec> Folds, EquatableArray<string> Blocks);
