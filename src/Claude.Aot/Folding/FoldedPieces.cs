using System.Runtime.CompilerServices;
using Claude.Aot.Buffers;
using Claude.Aot.Json;

namespace Claude.Aot.Folding;

/// <summary>
/// A member that deltas append to, stored decoded. If a piece ends with a high surrogate, the surrogate is kept until a later piece provides its low surrogate.
/// </summary>
internal abstract class FoldedPieces(byte[] name, FoldMemory memory) : FoldedGrowing(name, memory)
{
    /// <summary>Gets the high surrogate at the end of the last piece; 0 if there is none.</summary>
    public char PendingHighSurrogate { get; private set; }

    /// <summary>Gets whether the last piece ended with a high surrogate.</summary>
    public bool HasPendingHighSurrogate => PendingHighSurrogate != default;

    /// <summary>Gets the array that currently contains the pieces.</summary>
    public byte[] Array => Bytes.Array;

    /// <summary>Appends the content of a JSON string, unescaped, and returns its range in <see cref="Array"/>.</summary>
    public ByteRange Append(ReadOnlySpan<byte> content, bool escaped)
    {
        if (escaped || HasPendingHighSurrogate)
        {
            char pending = PendingHighSurrogate;
            int written = JsonUnescaper.Unescape(content, Bytes.GetSpan(content.Length + JsonUnescaper.Slack), ref pending);
            return Commit(written, pending);
        }

        content.CopyTo(Bytes.GetSpan(content.Length));
        return Commit(content.Length, default);
    }

    /// <summary>
    /// Gets a span of at least <paramref name="sizeHint"/> bytes after the pieces, to decode the next piece into. <see cref="Commit"/> then appends that piece.
    /// </summary>
    public Span<byte> GetSpan(int sizeHint) => Bytes.GetSpan(sizeHint);

    /// <summary>Appends the bytes written to the last <see cref="GetSpan"/> as a piece, and returns its range in <see cref="Array"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ByteRange Commit(int written, char pending)
    {
        int start = Bytes.End;
        Bytes.Advance(written);
        PendingHighSurrogate = pending;
        return new ByteRange(start, written);
    }

    /// <summary>Completes the member, because no further piece will arrive. A pending high surrogate becomes U+FFFD.</summary>
    public void Complete()
    {
        if (HasPendingHighSurrogate)
        {
            PendingHighSurrogate = default;
            Bytes.Append("\uFFFD"u8);
        }

        Bytes.Trim();
    }
}
