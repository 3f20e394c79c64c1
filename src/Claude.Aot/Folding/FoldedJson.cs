namespace Claude.Aot;

/// <summary>A value that was replaced by a later one, as JSON.</summary>
internal sealed class FoldedJson(byte[] name, FoldMemory memory) : FoldedBytes(name, memory)
{
    public void Set(ReadOnlySpan<byte> json)
    {
        Bytes.Restart();
        Bytes.Append(json);
    }

    public override void WriteValue(PooledByteBuffer output) => output.Append(Bytes.Written);
}
