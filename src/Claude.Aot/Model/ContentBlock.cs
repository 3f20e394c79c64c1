namespace Claude.Aot;

/// <content>Hand-written members: the state of a block that was read from a stream.</content>
public abstract partial class ContentBlock
{
    /// <summary>Whether the block was received completely. False only for a block that was still open when its message was interrupted.</summary>
    public bool IsComplete { get; internal set; } = true;

    /// <summary>The tool input received in fragments, if it is incomplete or invalid and therefore missing from this block's JSON; otherwise null.</summary>
    internal ToolInput? StreamedInput { get; set; }
}
