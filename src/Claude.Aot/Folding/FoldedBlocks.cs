namespace Claude.Aot;

/// <summary>The content blocks of the message so far, in the order of their indices, which may have gaps.</summary>
internal sealed class FoldedBlocks(byte[] name, FoldMemory memory) : FoldedMember(name)
{
    private readonly List<FoldedBlock> _blocks = [];

    public int Count => _blocks.Count;

    public FoldedBlock this[int position] => _blocks[position];

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
        var block = new FoldedBlock(memory) { Index = index };
        int position = _blocks.Count;
        while (position > 0 && _blocks[position - 1].Index > index)
        {
            position--;
        }

        _blocks.Insert(position, block);
        return block;
    }

    /// <summary>Takes a block out of the message.</summary>
    public void Remove(int position) => _blocks.RemoveAt(position);

    public void Clear() => _blocks.Clear();

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
}
