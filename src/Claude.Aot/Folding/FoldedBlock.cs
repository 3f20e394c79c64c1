namespace Claude.Aot;

/// <summary>One content block of the message so far.</summary>
internal sealed class FoldedBlock(FoldMemory memory) : FoldedObject(memory)
{
    /// <summary>The index by which events address it.</summary>
    public required int Index { get; init; }

    /// <summary>Whether a delta opened it because its start never came.</summary>
    public bool IsImplicit { get; set; }

    /// <summary>Whether nothing more will come for it.</summary>
    public bool IsComplete { get; set; }
}
