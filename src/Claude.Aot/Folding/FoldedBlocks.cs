using Claude.Aot.Buffers;
using Claude.Aot.Internal;
using Claude.Aot.Model;

namespace Claude.Aot.Folding;

/// <summary>The content blocks of the message so far, in the order of their indices, which may have gaps.</summary>
internal sealed class FoldedBlocks(byte[] name, FoldMemory memory) : FoldedMember(name)
{
    // Limits the search per delta in a stream in which thousands of blocks are open.
    private const int LookBack = 8;

    private readonly List<FoldedBlock> _blocks = [];
    private FoldedBlock? _newest;

    public int Count => _blocks.Count;

    public FoldedBlock this[int position] => _blocks[position];

    /// <summary>Gets the most recently opened block that is still open.</summary>
    public FoldedBlock? NewestOpen => _newest = SkipClosed(_newest);

    /// <summary>Finds the newest open block whose type accepts a delta type. Only the most recently opened blocks are searched.</summary>
    /// <param name="type">The type of the delta.</param>
    /// <param name="least">The minimum index of the block.</param>
    public FoldedBlock? FindOpen(DeltaType type, int least)
    {
        FoldedBlock? block = NewestOpen;
        for (int i = 0; i < LookBack && block is not null; i++)
        {
            if (block.Index >= least && block.Type != ContentBlockType.Unknown && EventRules.Takes(block.Type, type))
            {
                return block;
            }

            // Unlinks closed blocks, so that each is skipped only once.
            block = block.OpenedBefore = SkipClosed(block.OpenedBefore);
        }

        return null;
    }

    public FoldedBlock? FindByIndex(int index)
    {
        int position = FindPosition(index);
        return position < _blocks.Count && _blocks[position].Index == index ? _blocks[position] : null;
    }

    public FoldedBlock Open(int index)
    {
        var block = new FoldedBlock(memory) { Index = index, OpenedBefore = NewestOpen };
        _newest = block;
        _blocks.Insert(FindPosition(index), block);
        return block;
    }

    /// <summary>Removes blocks from the message.</summary>
    /// <param name="positions">The positions of the blocks, in ascending order.</param>
    public void Remove(IReadOnlyList<int> positions)
    {
        int removed = 0;
        for (int i = 0; i < _blocks.Count; i++)
        {
            if (removed < positions.Count && positions[removed] == i)
            {
                _blocks[i].IsAbandoned = true;
                removed++;
            }
            else
            {
                _blocks[i - removed] = _blocks[i];
            }
        }

        _blocks.RemoveRange(_blocks.Count - removed, removed);
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

    /// <summary>Finds the position of the first block whose index is not less than <paramref name="index"/>.</summary>
    private int FindPosition(int index)
    {
        // Nearly all events refer to the newest block.
        int end = _blocks.Count;
        if (end == 0 || _blocks[end - 1].Index < index)
        {
            return end;
        }

        end--;
        int start = _blocks[end].Index == index ? end : 0;
        while (start < end)
        {
            Work.Count(1);
            int middle = (start + end) / 2;
            bool isBefore = _blocks[middle].Index < index;
            start = isBefore ? middle + 1 : start;
            end = isBefore ? end : middle;
        }

        return start;
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
