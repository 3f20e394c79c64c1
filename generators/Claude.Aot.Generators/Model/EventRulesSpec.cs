namespace Claude.Aot.Generators;

/// <summary>What events are for, and how they fold.</summary>
/// <param name="EventKindName">The enum of event types.</param>
/// <param name="BlockKindName">The enum of block types; empty for a schema without blocks.</param>
/// <param name="DeltaKindName">The enum of delta types; empty for a schema without deltas.</param>
internal sealed record EventRulesSpec(
    string EventKindName,
    string BlockKindName,
    string DeltaKindName,
    EquatableArray<EventRuleSpec> Events,
    EquatableArray<BlockRuleSpec> Blocks,
    EquatableArray<DeltaRuleSpec> Deltas);
