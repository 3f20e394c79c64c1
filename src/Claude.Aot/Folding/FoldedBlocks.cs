namespace Claude.Aot;

/// <summary>The content blocks of the message so far, in the order of their indices, which may have gaps.</summary>
internal sealed class FoldedBlocks(byte[] name, FoldMemory memory) : FoldedMember(name)
{
    // A stream in which thousands of blocks are open must not be searched with each delta.
    private const int LookBack = 8;

    private readonly List<FoldedBlock> _blocks = [];
    private FoldedBlock? _newest;

    public int Count => _blocks.Count;

    public FoldedBlock this[int position] => _blocks[position];

    /// <summary>The block that was opened last of those that are open.</summary>
    public FoldedBlock? NewestOpen => _newest = SkipClosed(_newest);

    /// <summary>The newest open block of a type that takes a delta, looked for among the few that were opened last.</summary>
    /// <param name="type">The type of the delta.</param>
    /// <param name="least">The least index that the block may have.</param>
    public FoldedBlock? FindOpen(DeltaType type, int least)
    {
        FoldedBlock? block = NewestOpen;
        for (int i = 0; i < LookBack && block is not null; i++)
        {
            if (block.Index >= least && block.Type != ContentBlockType.Unknown && EventRules.Takes(block.Type, type))
            {
                return block;
            }

            // Each closed block is stepped over once.
            block = block.OpenedBefore = SkipClosed(block.OpenedBefore);
        }

        return null;
    }

    public FoldedBlock? FindByIndex(int index)
    {
        // Events nearly always speak of the newest block.
        int i = _blocks.Count - 1;
        while (i >= 0 && _blocks[i].Index > index)
        {
            i--;
        }

        return i >= 0 && _blocks[i].Index == index ? _blocks[i] : null;
    }

    public FoldedBlock Open(int index)
    {
        var block = new FoldedBlock(memory) { Index = index, OpenedBefore = NewestOpen };
        _newest = block;
        int position = _blocks.Count;
        while (position > 0 && _blocks[position - 1].Index > index)
        {
            position--;
        }

        _blocks.Insert(position, block);
        return block;
    }

    /// <summary>Takes a block out of the message.</summary>
    public void Remove(int position)
    {
        _blocks[position].IsAbandoned = true;
        _blocks.RemoveAt(position);
    }

    public void Clear()
    {
        _blocks.Clear();
        _newest = null;
    }

    public BlockImage[] ToImages()
    {
        var images = new BlockImage[_blocks.Count];
        for (int i = 0; i < images.Length; i++)
        {
            images[i] = new BlockImage(_blocks[i].IsComplete, _blocks[i].FindInput()?.ToOwnedUnlessInJson());
        }

        return images;
    }

    public override void WriteValue(PooledByteBuffer output)
    {
        output.Append("["u8);
        for (int i = 0; i < _blocks.Count; i++)
        {
            output.Append(i == 0 ? default : ","u8);
            _blocks[i].WriteTo(output);
        }

        output.Append("]"u8);
    }

    private static FoldedBlock? SkipClosed(FoldedBlock? block)
    {
        while (block is { IsOpen: false })
        {
            block = block.OpenedBefore;
        }

        return block;
    }
}
