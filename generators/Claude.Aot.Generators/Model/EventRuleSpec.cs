namespace Claude.Aot.Generators;

/// <summary>What one event is for.</summary>
/// <param name="Member">Its enum member.</param>
/// <param name="Role">The member of the runtime's <c>EventRole</c>; <c>None</c> for an event that is only delivered.</param>
/// <param name="Body">The wire name of the member that carries the message, block or delta; empty where there is none.</param>
/// <param name="Index">The wire name of the member that carries the block's index; empty where there is none.</param>
/// <param name="Folds">What it changes in the message.</param>
internal sealed record EventRuleSpec(string Member, string Role, string Body, string Index, EquatableArray<FoldSpec> Folds);
