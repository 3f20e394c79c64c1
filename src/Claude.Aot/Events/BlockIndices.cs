using Claude.Aot.Folding;

namespace Claude.Aot.Events;

/// <summary>
/// Which block an index of the stream means. It is the index of the block itself, until the stream uses one index for several blocks, or goes back: from then on, each index means the
/// block that was opened by it last. Blocks stand in the order in which they are opened, so that the message reads as the stream did.
/// </summary>
internal sealed class BlockIndices(FoldedBlocks blocks)
{
    // Null as long as every index is that of its block.
    private Dictionary<int, int>? _indices;

    /// <summary>Whether each index still is that of its block.</summary>
    public bool AreOwn => _indices is null;

    /// <summary>An index behind those of all blocks.</summary>
    /// <exception cref="ClaudeStreamException">The last block has the largest index that there is.</exception>
    public int Next => After(Last);

    private int Last => blocks.Count == 0 ? -1 : blocks[blocks.Count - 1].Index;

    /// <summary>The index behind another.</summary>
    /// <inheritdoc cref="Next" path="/exception"/>
    public static int After(int index) => index < int.MaxValue
        ? index + 1
        : throw new ClaudeStreamException(ClaudeStreamErrorKind.Protocol, $"The stream needs an index for a block after the one with the index {int.MaxValue}, and there is none.");

    /// <summary>Whether each index still is that of its block, and this one lies behind those of all blocks.</summary>
    public bool IsNext(int index) => _indices is null && index > Last;

    /// <summary>The block that an index means now, or null.</summary>
    public FoldedBlock? Find(int index) =>
        _indices is null ? blocks.FindByIndex(index)
        : _indices.TryGetValue(index, out int own) ? blocks.FindByIndex(own)
        : null;

    /// <summary>The index of a new block, which <paramref name="index"/> means from now on.</summary>
    public int Open(int index)
    {
        int own = index > Last ? index : Next;
        if (own != index || _indices is not null)
        {
            Set(index, own);
        }

        return own;
    }

    /// <summary>The index of a new block that no index of the stream means.</summary>
    public int OpenApart()
    {
        Map();
        return Next;
    }

    /// <summary>From now on an index means another block.</summary>
    public void Set(int index, int own) => Map()[index] = own;

    /// <summary>No index means a block that is there by now.</summary>
    public void StartAnew()
    {
        if (blocks.Count > 0)
        {
            _indices = [];
        }
    }

    /// <summary>Every index means the block that has it: what follows is addressed by the blocks' own indices.</summary>
    public void Reset() => _indices = null;

    private Dictionary<int, int> Map()
    {
        if (_indices is null)
        {
            _indices = [];
            for (int i = 0; i < blocks.Count; i++)
            {
                _indices.Add(blocks[i].Index, blocks[i].Index);
            }
        }

        return _indices;
    }
}
