namespace Claude.Aot;

/// <summary>A folded member that is kept as bytes.</summary>
internal abstract class FoldedBytes(byte[] name, RetiredArrays retired) : FoldedMember(name)
{
    protected PooledByteBuffer Bytes { get; } = new(retired);

    public ArraySegment<byte> Slice => Bytes.Segment;

    public override void Dispose() => Bytes.Return();
}
