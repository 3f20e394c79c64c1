using Claude.Aot.Buffers;

namespace Claude.Aot.Folding;

/// <summary>An object nested in another object, whose members are replaced one by one.</summary>
internal sealed class FoldedNested : FoldedMember
{
    public FoldedNested(byte[] name, FoldMemory memory, ReadOnlySpan<byte> received)
        : base(name)
    {
        Object = new FoldedObject(memory);
        Object.Receive(received);
    }

    public FoldedObject Object { get; }

    public override void WriteValue(PooledByteBuffer output) => Object.WriteTo(output);
}
