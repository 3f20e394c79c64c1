namespace Claude.Aot.Folding;

/// <summary>A folded member that is kept as bytes.</summary>
internal abstract class FoldedBytes(byte[] name) : FoldedMember(name)
{
    public abstract ArraySegment<byte> Slice { get; }

    /// <summary>Whether the bytes are the member's JSON as they stand.</summary>
    public virtual bool IsJson => true;
}
