namespace Claude.Aot.Generators;

/// <summary>The forms of the events and deltas that <c>x-hot</c> marks.</summary>
/// <param name="EventKindName">The enum of event types.</param>
/// <param name="DeltaKindName">The enum of delta types; empty for a schema without deltas.</param>
internal sealed record EventTemplatesSpec(
    string EventKindName,
    string DeltaKindName,
    EquatableArray<EventTemplateSpec> Events,
    EquatableArray<DeltaTemplateSpec> Deltas);
