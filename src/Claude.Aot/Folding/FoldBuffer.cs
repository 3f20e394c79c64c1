using System.Diagnostics;
using System.Runtime.CompilerServices;
using Claude.Aot.Internal;

namespace Claude.Aot.Folding;

/// <summary>
/// A growable buffer for the bytes of one member of a message. It grows in place while it is the last allocation in its array, and otherwise moves. Memory that
/// a caller may see through a span stays intact until the next wait for data.
/// </summary>
/// <remarks>
/// This struct is part of its member and must not be copied. Owner: the message, one thread at a time. Valid until: <see cref="FoldMemory.Return"/>.
/// </remarks>
internal struct FoldBuffer(FoldMemory memory)
{
    // A short member takes little memory, and a member that keeps growing soon has room for several deltas.
    private const int LeastGrowth = 16;
    private const int UsualGrowth = 256;

    // Invariant: 0 <= _start <= _end <= _limit <= _array.Length; only this buffer writes to [_end, _limit).
    private byte[] _array = [];
    private int _start = 0;
    private int _end = 0;
    private int _limit = 0;

    public readonly ReadOnlySpan<byte> Written => _array.AsSpan(_start, _end - _start);

    public readonly int Length => _end - _start;

    /// <summary>Gets the offset in <see cref="Array"/> after the last byte.</summary>
    public readonly int End => _end;

    /// <summary>Gets the array that currently contains the bytes.</summary>
    public readonly byte[] Array => _array;

    /// <summary>Gets the current segment of the bytes. The bytes move when they grow.</summary>
    public readonly ArraySegment<byte> Segment => new(_array, _start, _end - _start);

    /// <summary>Gets a span of at least <paramref name="sizeHint"/> bytes to write to. Call <see cref="Advance"/> with the number of bytes written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> GetSpan(int sizeHint)
    {
        if (sizeHint > _limit - _end)
        {
            Grow(sizeHint);
        }

        return _array.AsSpan(_end, _limit - _end);
    }

    /// <summary>Adds the first <paramref name="count"/> bytes of the last <see cref="GetSpan"/> to the buffer.</summary>
    public void Advance(int count)
    {
        Debug.Assert(count >= 0 && count <= _limit - _end, "Advance goes no further than the span that was handed out.");
        _end += count;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _end += bytes.Length;
    }

    /// <summary>Returns the unused space. Called when no more bytes are expected.</summary>
    public void Trim()
    {
        memory.Shorten(_array, _end, _limit);
        _limit = _end;
    }

    private void Grow(int count)
    {
        int wanted = Math.Max(count, Math.Max(Math.Clamp(Length, LeastGrowth, UsualGrowth), Length / 2));
        int added = memory.Extend(_array, _limit, count - (_limit - _end), wanted);
        if (added > 0)
        {
            _limit += added;
            return;
        }

        Move((int)Math.Min(Math.Max((long)Length + wanted, 2L * Length), Math.Max(System.Array.MaxLength, (long)Length + count)));
    }

    private void Move(int room)
    {
        ArraySegment<byte> moved = memory.Move(Segment, _limit, room);
        Work.Count(moved.Count);
        _array = moved.Array!;
        _start = moved.Offset;
        _end = _start + moved.Count;
        _limit = _start + room;
    }
}
