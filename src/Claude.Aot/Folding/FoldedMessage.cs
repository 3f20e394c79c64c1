namespace Claude.Aot;

/// <summary>The message itself: its <c>content</c> is the blocks.</summary>
internal sealed class FoldedMessage : FoldedObject
{
    private static readonly byte[] s_content = "content"u8.ToArray();

    private readonly RetiredArrays _retired;

    public FoldedMessage(RetiredArrays retired)
        : base(retired)
    {
        _retired = retired;
        Blocks = Add(new FoldedBlocks(s_content, retired));
    }

    public FoldedBlocks Blocks { get; }

    /// <summary>An owned copy as bytes; null where nothing of a message has arrived.</summary>
    public MessageImage? ToImage()
    {
        if (Received.Count == 0 && Blocks.Count == 0)
        {
            return null;
        }

        var output = new PooledByteBuffer(_retired);
        WriteTo(output);
        var image = new MessageImage(output.Written.ToArray(), Blocks.ToImages());
        output.Return();
        return image;
    }
}
