namespace Claude.Aot.Generators;

/// <summary>The rules of an event type: its role, and the changes that it makes in the message.</summary>
/// <param name="Member">The enum member of the event type.</param>
/// <param name="Role">The member of the runtime's <c>EventRole</c>; <c>None</c> if the event is delivered and folds nothing.</param>
/// <param name="Body">The wire name of the member that holds the message, block or delta; empty if there is none.</param>
/// <param name="Index">The wire name of the member that holds the index of the block; empty if there is none.</param>
/// <param name="Folds">The changes that the event makes in the message.</param>
internal sealed record EventRuleSpec(string Member, string Role, string Body, string Index, EquatableArray<FoldSpec> Folds);
