using Claude.Aot.Buffers;
using Claude.Aot.Model;

namespace Claude.Aot.Folding;

/// <summary>The message itself. Its <c>content</c> member contains the blocks.</summary>
internal sealed class FoldedMessage : FoldedObject
{
    private static readonly byte[] s_content = "content"u8.ToArray();

    public FoldedMessage(FoldMemory memory)
        : base(memory)
    {
        Shown = new FoldedObject(memory);
        Blocks = Add(new FoldedBlocks(s_content, memory));
    }

    public FoldedBlocks Blocks { get; }

    /// <summary>
    /// Gets the members that a block changed, such as the model of a fallback. Views of the message show the changed values. The message's JSON keeps the
    /// values from its start and deltas, because it also contains the block.
    /// </summary>
    public FoldedObject Shown { get; }

    public override FoldedMember? FindShown(ReadOnlySpan<byte> name) => Shown.Find(name) ?? Find(name);

    public override void Clear()
    {
        base.Clear();
        Shown.Clear();
        Blocks.Clear();
    }

    /// <summary>Creates an owned copy as bytes; null if nothing of a message has been received.</summary>
    public MessageImage? ToImage()
    {
        if (Received.Count == 0 && Blocks.Count == 0)
        {
            return null;
        }

        byte[] json = Write(this, Received);
        byte[] shown = Shown.IsChanged ? Write(Shown, json) : json;
        return new MessageImage(json, shown, Blocks.ToImages());
    }

    private static byte[] Write(FoldedObject folded, ReadOnlySpan<byte> received)
    {
        var output = new PooledByteBuffer();
        folded.WriteTo(received, output);
        return output.ToArrayAndReturn();
    }
}
