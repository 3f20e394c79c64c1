using Claude.Aot.Folding;

namespace Claude.Aot.Events;

/// <summary>
/// A map from the indices in the stream to blocks. Normally, an index in the stream is the block's own index. If the stream uses one index for several blocks,
/// or an index that is less than an earlier one, each index refers from then on to the block that it opened last. Blocks are stored in the order in which they
/// are opened, so the message has the order of the stream.
/// </summary>
internal sealed class BlockIndices(FoldedBlocks blocks)
{
    // Null while every index is the own index of its block.
    private Dictionary<int, int>? _indices;

    /// <summary>Gets whether every index is still the own index of its block.</summary>
    public bool AreOwn => _indices is null;

    /// <summary>Gets the index after the indices of all blocks.</summary>
    /// <exception cref="ClaudeTransportException">The last block has the largest possible index.</exception>
    public int Next => After(Last);

    private int Last => blocks.Count == 0 ? -1 : blocks[blocks.Count - 1].Index;

    /// <summary>Gets the index after another index.</summary>
    /// <inheritdoc cref="Next" path="/exception"/>
    public static int After(int index) => index < int.MaxValue
        ? index + 1
        : throw new ClaudeTransportException(
            ClaudeTransportErrorKind.InvalidResponse,
            $"The stream needs an index for a block after the one with the index {int.MaxValue}, and there is none.");

    /// <summary>Returns whether every index is still that of its block, and this one is greater than those of all blocks.</summary>
    public bool IsNext(int index) => _indices is null && index > Last;

    /// <summary>Finds the block that an index currently refers to, or returns null.</summary>
    public FoldedBlock? Find(int index) =>
        _indices is null ? blocks.FindByIndex(index)
        : _indices.TryGetValue(index, out int own) ? blocks.FindByIndex(own)
        : null;

    /// <summary>Gets the own index for a new block. <paramref name="index"/> refers to that block from now on.</summary>
    public int Open(int index)
    {
        int own = index > Last ? index : Next;
        if (own != index || _indices is not null)
        {
            Set(index, own);
        }

        return own;
    }

    /// <summary>Gets the own index for a new block that no index in the stream refers to.</summary>
    public int OpenApart()
    {
        Map();
        return Next;
    }

    /// <summary>Makes an index in the stream refer to the block with the own index <paramref name="own"/>.</summary>
    public void Set(int index, int own) => Map()[index] = own;

    /// <summary>Clears the map: from now on, no index refers to an existing block.</summary>
    public void StartAnew()
    {
        if (blocks.Count > 0)
        {
            _indices = [];
        }
    }

    /// <summary>Resets the map: from now on, every index is the own index of its block.</summary>
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
