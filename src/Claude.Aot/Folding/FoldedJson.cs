using Claude.Aot.Buffers;

namespace Claude.Aot.Folding;

/// <summary>
/// A value that a later one replaced, as JSON. It takes only as much memory as its bytes, because a message may have any number of such members.
/// </summary>
internal sealed class FoldedJson(byte[] name) : FoldedBytes(name)
{
    private ArraySegment<byte> _json = ArraySegment<byte>.Empty;

    public override ArraySegment<byte> Slice => _json;

    /// <summary>Replaces the value. The previous value stays in memory, because a caller may hold a view of it.</summary>
    public void Set(ReadOnlySpan<byte> json, FoldMemory memory) => _json = memory.Copy(json);

    public override void WriteValue(PooledByteBuffer output) => output.Append(_json);
}
