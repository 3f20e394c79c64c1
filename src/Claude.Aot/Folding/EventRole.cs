namespace Claude.Aot.Folding;

/// <summary>The effect of an event on the message. The schema assigns a role to each event type.</summary>
internal enum EventRole
{
    None,
    MessageStart,
    BlockStart,
    BlockDelta,
    BlockStop,
    MessageDelta,
    MessageStop,
    Ignored,
    Error,
}
