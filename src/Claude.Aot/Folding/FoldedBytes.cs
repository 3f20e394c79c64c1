namespace Claude.Aot;

/// <summary>A folded member that is kept as bytes.</summary>
internal abstract class FoldedBytes(byte[] name, RetiredArrays retired) : FoldedMember(name)
{
    private const int InitialSize = 256;

    protected PooledByteBuffer Bytes { get; } = new(retired, InitialSize);

    public ArraySegment<byte> Slice => Bytes.Segment;

    /// <summary>Whether the bytes are the member's JSON as they stand.</summary>
    public virtual bool IsJson => true;

    public override void Retire() => Bytes.Retire();

    public override void Dispose() => Bytes.Return();
}
