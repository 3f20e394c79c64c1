using Claude.Aot.Buffers;

namespace Claude.Aot.Folding;

/// <summary>A value that was replaced by a later one, as JSON. It takes as much memory as its bytes: a message may have any number of such members.</summary>
internal sealed class FoldedJson(byte[] name) : FoldedBytes(name)
{
    private ArraySegment<byte> _json = ArraySegment<byte>.Empty;

    public override ArraySegment<byte> Slice => _json;

    /// <summary>Replaces the value. The one before stays where it is: a view of it may have been lent.</summary>
    public void Set(ReadOnlySpan<byte> json, FoldMemory memory) => _json = memory.Copy(json);

    public override void WriteValue(PooledByteBuffer output) => output.Append(_json);
}
