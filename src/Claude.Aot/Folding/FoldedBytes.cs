namespace Claude.Aot.Folding;

/// <summary>A folded member that is stored as bytes.</summary>
internal abstract class FoldedBytes(byte[] name) : FoldedMember(name)
{
    public abstract ArraySegment<byte> Slice { get; }

    /// <summary>Gets whether the stored bytes are the member's JSON.</summary>
    public virtual bool IsJson => true;
}
