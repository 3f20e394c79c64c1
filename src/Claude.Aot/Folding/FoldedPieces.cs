using System.Runtime.CompilerServices;
using Claude.Aot.Buffers;
using Claude.Aot.Json;

namespace Claude.Aot.Folding;

/// <summary>A member that deltas append to, decoded. The first half of a surrogate pair waits here until a later piece brings the other half.</summary>
internal abstract class FoldedPieces(byte[] name, FoldMemory memory) : FoldedGrowing(name, memory)
{
    /// <summary>The first half of a surrogate pair in which the last piece ended; 0 where it ended in none.</summary>
    public char Half { get; private set; }

    /// <summary>Whether the last piece ended in the first half of a surrogate pair.</summary>
    public bool IsHalfPending => Half != default;

    /// <summary>The array that the pieces lie in now.</summary>
    public byte[] Array => Bytes.Array;

    /// <summary>Appends the inside of a JSON string, unescaped, and says where in <see cref="Array"/> it lies now.</summary>
    public ByteRange Append(ReadOnlySpan<byte> content, bool escaped)
    {
        if (escaped || IsHalfPending)
        {
            char half = Half;
            int written = JsonUnescaper.Unescape(content, Bytes.GetSpan(content.Length + JsonUnescaper.Slack), ref half);
            return Commit(written, half);
        }

        content.CopyTo(Bytes.GetSpan(content.Length));
        return Commit(content.Length, default);
    }

    /// <summary>At least so many bytes of room behind the pieces, to decode the next one into; <see cref="Commit"/> makes it one.</summary>
    public Span<byte> GetSpan(int sizeHint) => Bytes.GetSpan(sizeHint);

    /// <summary>Takes what was written into the room as a piece, and says where in <see cref="Array"/> it lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ByteRange Commit(int written, char half)
    {
        int start = Bytes.End;
        Bytes.Advance(written);
        Half = half;
        return new ByteRange(start, written);
    }

    /// <summary>No further piece will come: a half that waits becomes U+FFFD.</summary>
    public void Complete()
    {
        if (IsHalfPending)
        {
            Half = default;
            Bytes.Append("\uFFFD"u8);
        }

        Bytes.Trim();
    }
}
