using System.Diagnostics;
using Claude.Aot.Buffers;

namespace Claude.Aot.Folding;

/// <summary>
/// The memory of one message: its members lie behind one another in a few rented arrays, so that a block costs no array of its own. What was taken stays where it is until
/// all of it is given back.
/// </summary>
/// <param name="retired">Takes an array that nothing but lent spans points into any more; they live until the batch ends.</param>
internal sealed class FoldMemory(RetiredArrays retired)
{
#if DEBUG
    // Tiny, so that every test run goes from array to array.
    private const int FirstSize = 16;
#else
    // The start of a message, and of its first block.
    private const int FirstSize = 1024;
#endif

    // As many arrays as doubling takes from the first size to the largest: a longer message must not cost more objects.
    private const int LargestUsual = 1024 * 1024;
    private const int UsualCount = 16;

    private readonly List<byte[]> _full = [];

    // Invariant: 0 <= _free <= _array.Length; everything from _free on is free.
    private byte[] _array = [];
    private int _free;

    /// <summary>Takes room.</summary>
    /// <param name="count">How many bytes.</param>
    /// <param name="array">Where they lie.</param>
    /// <returns>Where in it they start.</returns>
    public int Take(int count, out byte[] array)
    {
        if (count > _array.Length - _free)
        {
            if (_array.Length > 0)
            {
                _full.EnsureCapacity(UsualCount);
                _full.Add(_array);
            }

            Rent(count);
        }

        int start = _free;
        _free += count;
        array = _array;
        return start;
    }

    /// <summary>Takes room for a copy of bytes, no more than they need.</summary>
    public ArraySegment<byte> Copy(ReadOnlySpan<byte> bytes)
    {
        int start = Take(bytes.Length, out byte[] array);
        bytes.CopyTo(array.AsSpan(start));
        return new ArraySegment<byte>(array, start, bytes.Length);
    }

    /// <summary>Takes other room for bytes that have filled theirs, and copies them.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="end">Where in their array their room ends.</param>
    /// <param name="count">How many bytes the other room has.</param>
    /// <returns>Where they lie now.</returns>
    public ArraySegment<byte> Move(ArraySegment<byte> bytes, int end, int count)
    {
        // A long text has an array of its own, and leaves it behind when it has filled it.
        if (bytes.Offset == 0 && end == _free && end > 0 && ReferenceEquals(bytes.Array, _array))
        {
            retired.Add(_array);
            Rent(count, bytes);
            _free = count;
            return new ArraySegment<byte>(_array, 0, bytes.Count);
        }

        int start = Take(count, out byte[] array);
        bytes.AsSpan().CopyTo(array.AsSpan(start));
        return new ArraySegment<byte>(array, start, bytes.Count);
    }

    /// <summary>Takes more room behind some that was taken, where nothing else lies there.</summary>
    /// <param name="array">Where that room lies.</param>
    /// <param name="end">Where in it that room ends.</param>
    /// <param name="least">How many bytes are needed.</param>
    /// <param name="wanted">How many bytes are wanted.</param>
    /// <returns>How many bytes it is longer now; 0 where the least is not there.</returns>
    public int Extend(byte[] array, int end, int least, int wanted)
    {
        int free = _array.Length - end;
        if (!ReferenceEquals(array, _array) || end != _free || free < least)
        {
            return 0;
        }

        int added = Math.Min(free, wanted);
        _free += added;
        return added;
    }

    /// <summary>Gives back the end of some room, where nothing else lies behind it.</summary>
    public void Shorten(byte[] array, int start, int end)
    {
        if (ReferenceEquals(array, _array) && end == _free)
        {
            Debug.Assert(start <= end, "Room is given back from its end.");
            _free = start;
        }
    }

    /// <summary>Gives everything back.</summary>
    public void Return()
    {
        foreach (byte[] array in _full)
        {
            BytePool.Return(array);
        }

        _full.Clear();
        if (_array.Length > 0)
        {
            BytePool.Return(_array);
        }

        _array = [];
        _free = 0;
    }

    private void Rent(int count, ReadOnlySpan<byte> content = default)
    {
        int usual = Math.Clamp(2 * _array.Length, FirstSize, LargestUsual);
        _array = BytePool.Rent(Math.Max(count, usual), content);
        _free = 0;
    }
}
