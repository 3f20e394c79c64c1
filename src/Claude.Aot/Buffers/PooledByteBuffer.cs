using System.Diagnostics;
using System.Runtime.CompilerServices;
using Claude.Aot.Internal;

namespace Claude.Aot.Buffers;

/// <summary>
/// A growable byte buffer in rented arrays. Its one owner writes it piece by piece. Growing moves only the open piece. The outgrown array returns to the pool
/// at once, or, if the owner has <see cref="RetiredArrays"/>, when those are returned: until then earlier pieces stay intact in it.
/// </summary>
/// <remarks>
/// Owner: the object that created it, one thread at a time. Valid until: <see cref="Reset"/> or <see cref="Return"/>; without retired arrays, the next write.
/// Invalidated by: either of them; pieces in outgrown arrays are invalidated by <see cref="RetiredArrays.ReturnAll"/>.
/// </remarks>
/// <param name="retired">Receives the outgrown arrays, because a caller may hold spans of them; null if nobody can.</param>
/// <param name="initialSize">The size of the first array, in bytes.</param>
internal sealed class PooledByteBuffer(RetiredArrays? retired = null, int initialSize = PooledByteBuffer.InitialSize)
{
#if DEBUG
    // Tiny, so that every test run exercises Grow.
    internal const int InitialSize = 16;
#else
    internal const int InitialSize = 4096;
#endif

    // One huge event must not keep its memory for the rest of the stream.
    private const int LargestKept = 64 * 1024;

    // Invariant: 0 <= _start <= _end <= _array.Length; [_start, _end) is the open piece.
    private byte[] _array = [];
    private int _start;
    private int _end;

    /// <summary>Gets the open piece: the bytes appended since the last <see cref="Complete"/> or <see cref="Reset"/>.</summary>
    public ReadOnlySpan<byte> Written => _array.AsSpan(_start, _end - _start);

    /// <summary>Gets the length of the open piece.</summary>
    public int Length => _end - _start;

    /// <summary>Gets the array that currently contains the open piece.</summary>
    public byte[] Array => _array;

    /// <summary>Gets the current segment of the open piece. The piece moves when the buffer grows.</summary>
    public ArraySegment<byte> Segment => new(_array, _start, _end - _start);

    /// <summary>Makes room for <paramref name="count"/> more bytes, so that appending them neither moves the piece nor rents an array.</summary>
    public void Reserve(int count)
    {
        AssertValid();
        if (count > _array.Length - _end)
        {
            Grow(count);
        }
    }

    /// <summary>Appends bytes to the open piece. The bytes may be part of this buffer if it has retired arrays.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Debug.Assert(retired is not null || !bytes.Overlaps(_array), "Growing would return the bytes to the pool before they are copied.");
        Reserve(bytes.Length);
        Work.Count(bytes.Length);
        bytes.CopyTo(_array.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>Appends one byte to the open piece.</summary>
    public void Append(byte value)
    {
        Reserve(1);
        _array[_end++] = value;
    }

    /// <summary>Gets a span of at least <paramref name="sizeHint"/> bytes to write to. Call <see cref="Advance"/> with the number of bytes written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> GetSpan(int sizeHint)
    {
        Reserve(sizeHint);
        return _array.AsSpan(_end);
    }

    /// <summary>Adds the first <paramref name="count"/> bytes of the last <see cref="GetSpan"/> to the open piece.</summary>
    public void Advance(int count)
    {
        Debug.Assert(count >= 0 && count <= _array.Length - _end, "Advance goes no further than the span that was handed out.");
        _end += count;
    }

    /// <summary>Closes the open piece, which does not move from now on, and opens an empty one after it.</summary>
    public ArraySegment<byte> Complete()
    {
        ArraySegment<byte> piece = Segment;
        _start = _end;
        return piece;
    }

    /// <summary>Shortens the open piece to its first <paramref name="length"/> bytes.</summary>
    public void Truncate(int length)
    {
        Debug.Assert(length >= 0 && length <= Length, "Truncating makes a piece shorter.");
        _end = _start + length;
    }

    /// <summary>Discards all pieces. The array is kept for later writes, unless it is large.</summary>
    public void Reset()
    {
        AssertValid();
        _start = _end = 0;
        if (_array.Length > LargestKept)
        {
            Return();
        }
    }

    /// <summary>Copies the open piece, and returns the array to the pool.</summary>
    public byte[] ToArrayAndReturn()
    {
        byte[] copy = Written.ToArray();
        Return();
        return copy;
    }

    /// <summary>Starts over with an empty buffer. The pieces written so far stay intact in the old array until the retired arrays are returned.</summary>
    public void Retire()
    {
        RetireArray();
        _array = [];
        _start = _end = 0;
    }

    /// <summary>Returns the array to the pool. The buffer is empty after that and can be used again.</summary>
    public void Return()
    {
        AssertValid();
        byte[] array = _array;
        _array = [];
        _start = _end = 0;
        if (array.Length > 0)
        {
            BytePool.Return(array);
        }
    }

    private void Grow(int count)
    {
        int open = _end - _start;
        long wanted = Math.Max(Math.Max((long)open + count, 2L * open), initialSize);
        if (_start > 0)
        {
            // Completed pieces stay in the old array, but the pieces after the next wait will probably need as much room.
            wanted = Math.Max(wanted, Math.Min(2L * _array.Length, LargestKept));
        }

        byte[] grown = BytePool.Rent((int)Math.Min(wanted, Math.Max(System.Array.MaxLength, (long)open + count)), Written);
        Work.Count(open);
        RetireArray();
        _array = grown;
        _start = 0;
        _end = open;
        AssertValid();
    }

    private void RetireArray()
    {
        if (retired is not null)
        {
            retired.Add(_array);
        }
        else if (_array.Length > 0)
        {
            BytePool.Return(_array);
        }
    }

    [Conditional("DEBUG")]
    private void AssertValid() => Debug.Assert(0 <= _start && _start <= _end && _end <= _array.Length, "The open piece lies in the array.");
}
