namespace Claude.Aot.Generators;

/// <summary>The templates of the events and deltas that are marked with <c>x-hot</c>.</summary>
/// <param name="EventKindName">The name of the enum of event types.</param>
/// <param name="DeltaKindName">The name of the enum of delta types; empty if the schema has no deltas.</param>
internal sealed record EventTemplatesSpec(
    string EventKindName,
    string DeltaKindName,
    EquatableArray<EventTemplateSpec> Events,
    EquatableArray<DeltaTemplateSpec> Deltas);

/// <summary>The form in which the API writes a frequent type of event.</summary>
/// <param name="Member">The enum member of the event type.</param>
/// <param name="Discriminator">The wire name of the member that holds the type. It comes first.</param>
/// <param name="Value">The wire name of the type.</param>
/// <param name="Index">The wire name of the index, which comes next; empty if there is none.</param>
/// <param name="Body">The wire name of the message, block or delta, which comes last; empty if there is none.</param>
/// <param name="BodyKind">What the body is.</param>
internal sealed record EventTemplateSpec(string Member, string Discriminator, string Value, string Index, string Body, TemplateBody BodyKind);

/// <summary>What the body of an event is.</summary>
internal enum TemplateBody
{
    /// <summary>The event has no body.</summary>
    None,

    /// <summary>Any object.</summary>
    Message,

    /// <summary>An object whose type is needed.</summary>
    Block,

    /// <summary>A delta, which has its own templates.</summary>
    Delta,
}

/// <summary>The form in which the API writes a frequent type of delta: its type and one other member.</summary>
/// <param name="Member">The enum member of the delta type.</param>
/// <param name="Discriminator">The wire name of the member that holds the type. It comes first.</param>
/// <param name="Value">The wire name of the type.</param>
/// <param name="WireName">The wire name of the other member.</param>
/// <param name="IsString">Whether the other member is a string.</param>
internal sealed record DeltaTemplateSpec(string Member, string Discriminator, string Value, string WireName, bool IsString);
