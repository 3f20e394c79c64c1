using System.Diagnostics;
using System.Runtime.CompilerServices;
using Claude.Aot.Internal;

namespace Claude.Aot.Folding;

/// <summary>
/// Bytes of one member of a message, written piece after piece. They grow in place while nothing else was put behind them, and move where they can't; what was lent stays
/// where it was until the batch ends.
/// </summary>
/// <remarks>A part of the member that it belongs to: never copied. Owner: the message, one thread at a time. Valid until: <see cref="FoldMemory.Return"/>.</remarks>
internal struct FoldBuffer(FoldMemory memory)
{
    // A short member takes little, and one that goes on growing has room for a few deltas soon.
    private const int LeastGrowth = 16;
    private const int UsualGrowth = 256;

    // Invariant: 0 <= _start <= _end <= _limit <= _array.Length; what lies between _end and _limit is this buffer's to write into.
    private byte[] _array = [];
    private int _start = 0;
    private int _end = 0;
    private int _limit = 0;

    public readonly ReadOnlySpan<byte> Written => _array.AsSpan(_start, _end - _start);

    public readonly int Length => _end - _start;

    /// <summary>Where in <see cref="Array"/> the bytes end now.</summary>
    public readonly int End => _end;

    /// <summary>The array that the bytes lie in now.</summary>
    public readonly byte[] Array => _array;

    /// <summary>Where the bytes lie now; they move when they grow.</summary>
    public readonly ArraySegment<byte> Segment => new(_array, _start, _end - _start);

    /// <summary>At least <paramref name="sizeHint"/> bytes to write into; <see cref="Advance"/> says how many were.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> GetSpan(int sizeHint)
    {
        if (sizeHint > _limit - _end)
        {
            Grow(sizeHint);
        }

        return _array.AsSpan(_end, _limit - _end);
    }

    /// <summary>Takes the first <paramref name="count"/> bytes of the last <see cref="GetSpan"/> as written.</summary>
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

    /// <summary>Nothing more is likely to come: gives back the room that is left.</summary>
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
