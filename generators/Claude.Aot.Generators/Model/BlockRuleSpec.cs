namespace Claude.Aot.Generators;

/// <summary>What one block changes in the message, and how it grows.</summary>
/// <param name="Member">Its enum member.</param>
/// <param name="Folds">What its start changes in the message.</param>
/// <param name="Text">The member that a delta appends text to; empty where none does.</param>
/// <param name="TextDelta">The JSON of that delta up to its text.</param>
/// <param name="Input">The member that deltas append fragments of JSON to; empty where none do.</param>
internal sealed record BlockRuleSpec(string Member, EquatableArray<FoldSpec> Folds, string Text, string TextDelta, string Input);
