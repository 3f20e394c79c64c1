namespace Claude.Aot;

/// <content>Hand-written member: a text form.</content>
public abstract partial class MessageStreamEvent
{
    /// <summary>
    /// Returns the kind of the event and what it is about, for example <c>content_block_delta 0: text_delta, 42 bytes of JSON</c>. It never contains any
    /// content.
    /// </summary>
    public override string ToString() => this switch
    {
        MessageStartEvent start => $"{TypeName}: {start.Message}",
        ContentBlockStartEvent start => $"{TypeName} {start.Index}: {start.ContentBlock}",
        ContentBlockDeltaEvent delta => $"{TypeName} {delta.Index}: {delta.Delta}",
        ContentBlockStopEvent stop => $"{TypeName} {stop.Index}",
        MessageDeltaEvent { Delta.StopReason: { Kind: not StopReasonKind.None } reason } => $"{TypeName}: {reason}",
        _ => TypeName,
    };
}
