using Claude.Aot.Buffers;
using Claude.Aot.Folding;
using Claude.Aot.Views;

namespace Claude.Aot;

/// <summary>Represents the content blocks of the message so far, in order. It supports list patterns.</summary>
/// <remarks>Owner: the stream. It follows the stream: reading further events changes its content.</remarks>
/// <example>
/// <code>
/// foreach (BlockView block in stream.Snapshot.Content)
///     Console.WriteLine($"{block.Type}: {(block.IsComplete ? "complete" : "still arriving")}");
/// </code>
/// </example>
public readonly struct BlockViewList
{
    private readonly ObjectSource _message;

    internal BlockViewList(ObjectSource message) => _message = message;

    /// <summary>Gets the number of blocks.</summary>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public int Count => Blocks?.Count ?? 0;

    /// <summary>Gets the block at a zero-based position. Positions are those in the message's content and have no gaps.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="position"/> is negative, or not less than <see cref="Count"/>.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public BlockView this[int position]
    {
        get
        {
            using ViewScope.Section section = _message.Enter();
            ArgumentOutOfRangeException.ThrowIfNegative(position);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Count);
            return new BlockView(_message.Of(Blocks![position]));
        }
    }

    private FoldedBlocks? Blocks => (_message.Folded as FoldedMessage)?.Blocks;

    /// <summary>Returns an enumerator of the blocks.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Enumerates the blocks of a <see cref="BlockViewList"/>.</summary>
    public struct Enumerator
    {
        private readonly BlockViewList _list;
        private int _position;

        internal Enumerator(BlockViewList list)
        {
            _list = list;
            _position = -1;
        }

        /// <summary>Gets the current block.</summary>
        public readonly BlockView Current => _list[_position];

        /// <summary>Advances to the next block.</summary>
        /// <returns>False after the last block.</returns>
        public bool MoveNext() => ++_position < _list.Count;
    }
}
