using Claude.Aot.Buffers;
using Claude.Aot.Json;

namespace Claude.Aot.Folding;

/// <summary>An array that deltas append elements to, stored without its closing bracket.</summary>
internal sealed class FoldedList : FoldedGrowing
{
    private bool _isEmpty;

    public FoldedList(byte[] name, FoldMemory memory, ReadOnlySpan<byte> received)
        : base(name, memory)
    {
        bool isArray = !received.IsEmpty && received[0] == (byte)'[';
        ReadOnlySpan<byte> elements = isArray ? received[1..^1].Trim(JsonBytes.Whitespace) : default;
        _isEmpty = elements.IsEmpty;
        Bytes.Append("["u8);
        Bytes.Append(elements);
    }

    public override bool IsJson => false;

    public void Append(ReadOnlySpan<byte> element)
    {
        Bytes.Append(_isEmpty ? default : ","u8);
        Bytes.Append(element);
        _isEmpty = false;
    }

    public override void WriteValue(PooledByteBuffer output)
    {
        output.Append(Bytes.Written);
        output.Append("]"u8);
    }
}
