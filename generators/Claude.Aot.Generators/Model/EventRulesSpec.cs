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
