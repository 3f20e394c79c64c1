using System.Diagnostics;
using Claude.Aot.Buffers;

namespace Claude.Aot.Folding;

/// <summary>
/// An allocator for the memory of one message. The members of the message share a few rented arrays, so that a block does not need an array of its own.
/// Allocated memory stays in place until all memory is returned.
/// </summary>
/// <param name="retired">Receives each array that is referenced only by spans that callers may hold. These arrays live until the next wait for data.</param>
internal sealed class FoldMemory(RetiredArrays retired)
{
#if DEBUG
    // Tiny, so that every test run uses several arrays.
    private const int FirstSize = 16;
#else
    // Large enough for the start of a message and of its first block.
    private const int FirstSize = 1024;
#endif

    // Doubling from the first size to the largest takes about this many arrays. A longer message must not allocate more objects.
    private const int LargestUsual = 1024 * 1024;
    private const int UsualCount = 16;

    private readonly List<byte[]> _full = [];

    // Invariant: 0 <= _free <= _array.Length; [_free, _array.Length) is free.
    private byte[] _array = [];
    private int _free;

    /// <summary>Allocates memory.</summary>
    /// <param name="count">The number of bytes.</param>
    /// <param name="array">The array that contains the allocated memory.</param>
    /// <returns>The offset of the allocated memory in the array.</returns>
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

    /// <summary>Allocates exactly the memory for a copy of the bytes, and copies them.</summary>
    public ArraySegment<byte> Copy(ReadOnlySpan<byte> bytes)
    {
        int start = Take(bytes.Length, out byte[] array);
        bytes.CopyTo(array.AsSpan(start));
        return new ArraySegment<byte>(array, start, bytes.Length);
    }

    /// <summary>Copies bytes that have filled their memory to a larger allocation.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="end">The offset in their array at which their memory ends.</param>
    /// <param name="count">The size of the new allocation, in bytes.</param>
    /// <returns>The copy.</returns>
    public ArraySegment<byte> Move(ArraySegment<byte> bytes, int end, int count)
    {
        // A long text has an array of its own. When the text has filled the array, the array is retired.
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

    /// <summary>Extends an allocation in place, if it is the last one in the current array.</summary>
    /// <param name="array">The array that contains the allocation.</param>
    /// <param name="end">The offset of the allocation's end.</param>
    /// <param name="least">The minimum number of bytes to add.</param>
    /// <param name="wanted">The preferred number of bytes to add.</param>
    /// <returns>The number of bytes added; 0 if the minimum is not available.</returns>
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

    /// <summary>Frees the end of an allocation, if it is the last one in the current array.</summary>
    public void Shorten(byte[] array, int start, int end)
    {
        if (ReferenceEquals(array, _array) && end == _free)
        {
            Debug.Assert(start <= end, "Room is given back from its end.");
            _free = start;
        }
    }

    /// <summary>Returns all arrays to the pool.</summary>
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
