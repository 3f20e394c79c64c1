using System.Diagnostics;
using System.Runtime.CompilerServices;
using Claude.Aot.Internal;

namespace Claude.Aot.Buffers;

/// <summary>
/// Bytes in rented arrays, written piece after piece by one owner. Growing moves only the open piece, and what was written before stays intact
/// where it is: an array that is too small goes to the owner's <see cref="RetiredArrays"/>, and back to the pool with them.
/// </summary>
/// <remarks>
/// Owner: the object that created it, one thread at a time. Valid until: <see cref="Reset"/> or <see cref="Return"/>.
/// Invalidated by: either of them; what lies in outgrown arrays by <see cref="RetiredArrays.ReturnAll"/>.
/// </remarks>
internal sealed class PooledByteBuffer(RetiredArrays retired, int initialSize = PooledByteBuffer.InitialSize)
{
#if DEBUG
    // Tiny, so that every test run goes through Grow.
    internal const int InitialSize = 16;
#else
    internal const int InitialSize = 4096;
#endif

    // One huge event must not hold its memory for the rest of the stream.
    private const int LargestKept = 64 * 1024;

    // Invariant: 0 <= _start <= _end <= _array.Length; [_start, _end) is the open piece.
    private byte[] _array = [];
    private int _start;
    private int _end;

    /// <summary>The open piece: what was appended since the last <see cref="Complete"/> or <see cref="Reset"/>.</summary>
    public ReadOnlySpan<byte> Written => _array.AsSpan(_start, _end - _start);

    /// <summary>Length of the open piece.</summary>
    public int Length => _end - _start;

    /// <summary>The array that the open piece lies in now.</summary>
    public byte[] Array => _array;

    /// <summary>Where the open piece lies now; it moves when it grows.</summary>
    public ArraySegment<byte> Segment => new(_array, _start, _end - _start);

    /// <summary>Makes room for <paramref name="count"/> more bytes, so that appending them neither moves nor rents.</summary>
    public void Reserve(int count)
    {
        AssertValid();
        if (count > _array.Length - _end)
        {
            Grow(count);
        }
    }

    /// <summary>Adds bytes to the open piece; they may lie in this buffer itself.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        Work.Count(bytes.Length);
        bytes.CopyTo(_array.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>Adds one byte to the open piece.</summary>
    public void Append(byte value)
    {
        Reserve(1);
        _array[_end++] = value;
    }

    /// <summary>At least <paramref name="sizeHint"/> bytes to write into; <see cref="Advance"/> says how many were.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> GetSpan(int sizeHint)
    {
        Reserve(sizeHint);
        return _array.AsSpan(_end);
    }

    /// <summary>Takes the first <paramref name="count"/> bytes of the last <see cref="GetSpan"/> as written.</summary>
    public void Advance(int count)
    {
        Debug.Assert(count >= 0 && count <= _array.Length - _end, "Advance goes no further than the span that was handed out.");
        _end += count;
    }

    /// <summary>Closes the open piece, which from now on stays where it is, and opens an empty one behind it.</summary>
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

    /// <summary>Forgets everything written. The array is kept for what comes next, unless it is large.</summary>
    public void Reset()
    {
        AssertValid();
        _start = _end = 0;
        if (_array.Length > LargestKept)
        {
            Return();
        }
    }

    /// <summary>Starts anew, and leaves what was written where it is until the batch ends.</summary>
    public void Retire()
    {
        retired.Add(_array);
        _array = [];
        _start = _end = 0;
    }

    /// <summary>Gives the array back. The buffer is empty then, and may be used again.</summary>
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
            // Completed pieces stay behind, but the next batch is likely to need room for as many.
            wanted = Math.Max(wanted, Math.Min(2L * _array.Length, LargestKept));
        }

        byte[] grown = BytePool.Rent((int)Math.Min(wanted, Math.Max(System.Array.MaxLength, (long)open + count)), Written);
        Work.Count(open);
        retired.Add(_array);
        _array = grown;
        _start = 0;
        _end = open;
        AssertValid();
    }

    [Conditional("DEBUG")]
    private void AssertValid() => Debug.Assert(0 <= _start && _start <= _end && _end <= _array.Length, "The open piece lies in the array.");
}
