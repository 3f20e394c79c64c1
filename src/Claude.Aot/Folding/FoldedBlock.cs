namespace Claude.Aot.Folding;

/// <summary>One content block of the message so far.</summary>
internal sealed class FoldedBlock(FoldMemory memory) : FoldedObject(memory)
{
    /// <summary>The index by which events address it.</summary>
    public required int Index { get; init; }

    public ContentBlockType Type { get; set; }

    /// <summary>The type of the delta that opened it because its start never came; <see cref="DeltaType.None"/> if it was started.</summary>
    public DeltaType OpenedBy { get; set; }

    /// <summary>Whether a delta has come for it.</summary>
    public bool HasDeltas { get; set; }

    /// <summary>Whether nothing more will come for it.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Whether another message began before it was stopped: it stays incomplete.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Whether it can grow.</summary>
    public bool IsOpen => !IsComplete && !IsAbandoned;

    /// <summary>The block that was opened before this one, of those that were open then.</summary>
    public FoldedBlock? OpenedBefore { get; set; }
}
