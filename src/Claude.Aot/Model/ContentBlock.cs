namespace Claude.Aot;

/// <content>What a block knows of the stream that brought it.</content>
public abstract partial class ContentBlock
{
    /// <summary>Whether the block came whole. False only in what was received of a message that broke off, for a block that was still open.</summary>
    public bool IsComplete { get; internal set; } = true;

    /// <summary>The input that fragments have brought, where it is not the JSON of this block's wire form because it is incomplete or invalid.</summary>
    internal ToolInput? StreamedInput { get; set; }
}
