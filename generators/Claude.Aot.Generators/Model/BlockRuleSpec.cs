namespace Claude.Aot.Generators;

/// <summary>The rules of a block type: the changes that it makes in the message, and the members that deltas append to.</summary>
/// <param name="Member">The enum member of the block type.</param>
/// <param name="Folds">The changes that the start of the block makes in the message.</param>
/// <param name="Text">The member that a delta appends text to; empty if there is none.</param>
/// <param name="TextDelta">The JSON of that delta, up to its text; empty if there is none.</param>
/// <param name="Input">The member that deltas append fragments of JSON to; empty if there is none.</param>
internal sealed record BlockRuleSpec(string Member, EquatableArray<FoldSpec> Folds, string Text, string TextDelta, string Input);
