namespace Claude.Aot.Folding;

/// <summary>What an event does to the message; the schema says which event plays which role.</summary>
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
