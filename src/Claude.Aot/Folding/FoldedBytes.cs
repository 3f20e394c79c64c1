namespace Claude.Aot;

/// <summary>A folded member that is kept as bytes.</summary>
internal abstract class FoldedBytes(byte[] name, FoldMemory memory) : FoldedMember(name)
{
    /// <summary>The member's bytes.</summary>
    protected FoldBuffer Bytes = new(memory);

    public ArraySegment<byte> Slice => Bytes.Segment;

    /// <summary>Whether the bytes are the member's JSON as they stand.</summary>
    public virtual bool IsJson => true;
}
