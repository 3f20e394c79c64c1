namespace Claude.Aot.Generators;

/// <summary>What the start of one block changes in the message.</summary>
/// <param name="Member">Its enum member.</param>
internal sealed record BlockRuleSpec(string Member, EquatableArray<FoldSpec> Folds);
