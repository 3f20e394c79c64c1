using Claude.Aot.Buffers;
using Claude.Aot.Folding;
using Claude.Aot.Views;

namespace Claude.Aot;

/// <summary>The content blocks of the message so far, in their order. It takes part in list patterns.</summary>
/// <remarks>Owner: the stream. It follows the stream: reading further events changes what it shows.</remarks>
public readonly struct BlockViewList
{
    private readonly ObjectSource _message;

    internal BlockViewList(ObjectSource message) => _message = message;

    /// <summary>The number of blocks.</summary>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public int Count => Blocks?.Count ?? 0;

    /// <summary>The block at a position, from 0; positions are those in the message's content, without gaps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
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

    /// <summary>Enumerates the blocks.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Goes through a <see cref="BlockViewList"/>.</summary>
    public struct Enumerator
    {
        private readonly BlockViewList _list;
        private int _position;

        internal Enumerator(BlockViewList list)
        {
            _list = list;
            _position = -1;
        }

        /// <summary>The block at which the enumeration stands.</summary>
        public readonly BlockView Current => _list[_position];

        /// <summary>Goes to the next block.</summary>
        /// <returns>False after the last.</returns>
        public bool MoveNext() => ++_position < _list.Count;
    }
}
