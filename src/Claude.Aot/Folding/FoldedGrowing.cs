namespace Claude.Aot.Folding;

/// <summary>A folded member that deltas append to.</summary>
internal abstract class FoldedGrowing(byte[] name, FoldMemory memory) : FoldedBytes(name)
{
    /// <summary>The member's bytes.</summary>
    protected FoldBuffer Bytes = new(memory);

    public override ArraySegment<byte> Slice => Bytes.Segment;
}
