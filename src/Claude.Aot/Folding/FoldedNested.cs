namespace Claude.Aot;

/// <summary>An object within an object, whose members are replaced one by one.</summary>
internal sealed class FoldedNested : FoldedMember
{
    public FoldedNested(byte[] name, RetiredArrays retired, ReadOnlySpan<byte> received)
        : base(name)
    {
        Object = new FoldedObject(retired);
        Object.Receive(received);
    }

    public FoldedObject Object { get; }

    public override void WriteValue(PooledByteBuffer output) => Object.WriteTo(output);

    public override void Retire() => Object.Retire();

    public override void Dispose() => Object.Dispose();
}
