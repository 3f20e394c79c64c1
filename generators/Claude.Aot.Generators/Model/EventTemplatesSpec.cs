namespace Claude.Aot.Generators;

/// <summary>The templates of the events and deltas that are marked with <c>x-hot</c>.</summary>
/// <param name="EventKindName">The name of the enum of event types.</param>
/// <param name="DeltaKindName">The name of the enum of delta types; empty if the schema has no deltas.</param>
internal sealed record EventTemplatesSpec(
    string EventKindName,
    string DeltaKindName,
    EquatableArray<EventTemplateSpec> Events,
    EquatableArray<DeltaTemplateSpec> Deltas);
