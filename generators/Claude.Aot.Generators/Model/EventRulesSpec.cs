namespace Claude.Aot.Generators;

/// <summary>The rules of all events, blocks and deltas: the roles of the events, and how each of them folds.</summary>
/// <param name="EventKindName">The name of the enum of event types.</param>
/// <param name="BlockKindName">The name of the enum of block types; empty if the schema has no blocks.</param>
/// <param name="DeltaKindName">The name of the enum of delta types; empty if the schema has no deltas.</param>
internal sealed record EventRulesSpec(
    string EventKindName,
    string BlockKindName,
    string DeltaKindName,
    EquatableArray<EventRuleSpec> Events,
    EquatableArray<BlockRuleSpec> Blocks,
    EquatableArray<DeltaRuleSpec> Deltas);

/// <summary>The rules of an event type: its role, and the changes that it makes in the message.</summary>
/// <param name="Member">The enum member of the event type.</param>
/// <param name="Role">The member of the runtime's <c>EventRole</c>; <c>None</c> if the event is delivered and folds nothing.</param>
/// <param name="Body">The wire name of the member that holds the message, block or delta; empty if there is none.</param>
/// <param name="Index">The wire name of the member that holds the index of the block; empty if there is none.</param>
/// <param name="Folds">The changes that the event makes in the message.</param>
internal sealed record EventRuleSpec(string Member, string Role, string Body, string Index, EquatableArray<FoldSpec> Folds);

/// <summary>The rules of a block type: the changes that it makes in the message, and the members that deltas append to.</summary>
/// <param name="Member">The enum member of the block type.</param>
/// <param name="Folds">The changes that the start of the block makes in the message.</param>
/// <param name="Text">The member that a delta appends text to; empty if there is none.</param>
/// <param name="TextDelta">The JSON of that delta, up to its text; empty if there is none.</param>
/// <param name="Input">The member that deltas append fragments of JSON to; empty if there is none.</param>
internal sealed record BlockRuleSpec(string Member, EquatableArray<FoldSpec> Folds, string Text, string TextDelta, string Input);

/// <summary>The rules of a delta type: the changes that it makes in its block.</summary>
/// <param name="Member">The enum member of the delta type.</param>
/// <param name="ImplicitBlock">The JSON of the block that the delta opens if the start of the block was not received; empty if the delta folds nothing.</param>
/// <param name="Folds">The rules by which its members fold.</param>
/// <param name="Blocks">The enum members of the block types that have every member that the delta folds into.</param>
internal sealed record DeltaRuleSpec(string Member, string ImplicitBlock, EquatableArray<FoldSpec> Folds, EquatableArray<string> Blocks);

/// <summary>A rule by which a member folds.</summary>
/// <param name="Container">The member of the event or block whose object holds the folded member; empty if the event, block or delta itself holds it.</param>
/// <param name="WireName">The wire name of the folded member.</param>
/// <param name="Into">The wire name of the target, which is a member of the block or message.</param>
internal sealed record FoldSpec(FoldKind Kind, string Container, string WireName, string Into);

/// <summary>The ways in which a member can fold. Each is a method of the runtime's folds.</summary>
internal enum FoldKind
{
    Append,
    Set,
    ReplaceIfPresent,
    ReplaceIfNotEmpty,
    ListAppend,
    JsonAppend,
    Merge,
}
