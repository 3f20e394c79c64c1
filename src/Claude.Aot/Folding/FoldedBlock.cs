namespace Claude.Aot.Folding;

/// <summary>One content block of the message so far.</summary>
internal sealed class FoldedBlock(FoldMemory memory) : FoldedObject(memory)
{
    /// <summary>Gets the index that events use for this block.</summary>
    public required int Index { get; init; }

    public ContentBlockType Type { get; set; }

    /// <summary>
    /// Gets or sets the type of the delta that opened the block because its start was never received; <see cref="DeltaType.None"/> if it was started.
    /// </summary>
    public DeltaType OpenedBy { get; set; }

    /// <summary>Gets or sets whether a delta was received for the block.</summary>
    public bool HasDeltas { get; set; }

    /// <summary>Gets or sets whether the block is complete.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Gets or sets whether another message began before the block was stopped. Such a block stays incomplete.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Gets whether the block can still grow.</summary>
    public bool IsOpen => !IsComplete && !IsAbandoned;

    /// <summary>Gets or sets the block that was opened most recently before this one and was still open at that time.</summary>
    public FoldedBlock? OpenedBefore { get; set; }
}
