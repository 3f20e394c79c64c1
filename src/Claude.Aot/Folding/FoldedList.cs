namespace Claude.Aot;

/// <summary>An array that deltas append elements to; its bytes are a whole array at any time.</summary>
internal sealed class FoldedList : FoldedBytes
{
    public FoldedList(byte[] name, RetiredArrays retired, ReadOnlySpan<byte> received)
        : base(name, retired)
    {
        bool isArray = !received.IsEmpty && received[0] == (byte)'[';
        Bytes.Append(isArray ? received : "[]"u8);
    }

    public void Append(ReadOnlySpan<byte> element)
    {
        ReadOnlySpan<byte> head = Bytes.Written[..^1].TrimEnd(" \t\r\n"u8);
        bool isEmpty = head is [(byte)'['];
        Bytes.Truncate(head.Length);
        Bytes.Append(isEmpty ? default : ","u8);
        Bytes.Append(element);
        Bytes.Append("]"u8);
    }

    public override void WriteValue(PooledByteBuffer output) => output.Append(Bytes.Written);
}
