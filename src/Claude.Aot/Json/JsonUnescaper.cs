using System.Buffers;
using System.Buffers.Text;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using Claude.Aot.Buffers;

namespace Claude.Aot.Json;

/// <summary>
/// Unescapes the content of a JSON string to UTF-8 (RFC 8259, section 7). JSON allows unpaired surrogates, but UTF-8 does not: an escaped surrogate pair
/// becomes one character, and each unpaired surrogate becomes U+FFFD. Bytes outside of ASCII are copied without validation: the caller must validate the UTF-8,
/// before or after.
/// </summary>
internal static class JsonUnescaper
{
    /// <summary>
    /// The space that an output needs in addition to the length of its input: for a high surrogate left over from an earlier input, and for writes of whole
    /// vectors.
    /// </summary>
    public const int Slack = 16;

    // An upper bound of the bytes that one step writes: the replacement of a pending high surrogate, and one character.
    private const int MaxWritten = 8;

    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    /// <summary>Unescapes a whole string.</summary>
    /// <param name="content">The content of a string, already validated by a JSON reader.</param>
    /// <param name="destination">The output, which must be at least <see cref="Slack"/> bytes longer than the content.</param>
    public static int Unescape(ReadOnlySpan<byte> content, Span<byte> destination)
    {
        char pending = default;
        int written = Unescape(content, destination, ref pending);
        if (pending != default)
        {
            Replacement.CopyTo(destination[written..]);
            written += Replacement.Length;
        }

        return written;
    }

    /// <summary>Unescapes a whole string to the open piece of a buffer, and completes the piece.</summary>
    /// <param name="content">The content of a string, already validated by a JSON reader.</param>
    /// <param name="output">The buffer.</param>
    public static ArraySegment<byte> Unescape(ReadOnlySpan<byte> content, PooledByteBuffer output)
    {
        output.Advance(Unescape(content, output.GetSpan(content.Length + Slack)));
        return output.Complete();
    }

    /// <summary>Unescapes one piece of a string. If the piece ends with a high surrogate, <paramref name="pending"/> keeps it for the next piece.</summary>
    /// <inheritdoc cref="Unescape(ReadOnlySpan{byte}, Span{byte})"/>
    public static int Unescape(ReadOnlySpan<byte> content, Span<byte> destination, ref char pending)
    {
        Decode(content, destination, ref pending, out _, out int written);
        return written;
    }

    /// <summary>Reads and unescapes a string in one pass, up to its closing quote.</summary>
    /// <param name="source">The input, which begins inside the string.</param>
    /// <param name="destination">The output.</param>
    /// <param name="pending">A high surrogate that waits for its low surrogate, before and after the call; default if there is none.</param>
    /// <param name="consumed">The number of bytes read. If the quote was reached, this is the offset of the quote.</param>
    /// <param name="written">The number of bytes written.</param>
    /// <returns>
    /// <see cref="OperationStatus.Done"/> at the quote; <see cref="OperationStatus.NeedMoreData"/> if the source ends before it;
    /// <see cref="OperationStatus.DestinationTooSmall"/> if the destination may be too short for the next character;
    /// <see cref="OperationStatus.InvalidData"/> at bytes that JSON does not allow in a string.
    /// </returns>
    public static OperationStatus Decode(ReadOnlySpan<byte> source, Span<byte> destination, ref char pending, out int consumed, out int written)
    {
        OperationStatus status;
        int from = 0;
        int to = 0;
        while (true)
        {
            if (pending == default)
            {
                CopyLongRun(source, destination, ref from, ref to);
            }

            if (from == source.Length)
            {
                status = OperationStatus.NeedMoreData;
                break;
            }

            byte next = source[from];
            if (next == (byte)'"')
            {
                status = OperationStatus.Done;
                break;
            }

            if (destination.Length - to < MaxWritten)
            {
                status = OperationStatus.DestinationTooSmall;
                break;
            }

            if (next == (byte)'\\')
            {
                if (pending == default && from + 1 < source.Length && JsonBytes.Unescape(source[from + 1]) is not 0 and var plain)
                {
                    destination[to++] = plain;
                    from += 2;
                    continue;
                }

                status = DecodeEscape(source[from..], destination[to..], ref pending, out int length, out int added);
                from += length;
                to += added;
                if (status != OperationStatus.Done)
                {
                    break;
                }
            }
            else if (next <= JsonBytes.LastControl)
            {
                status = OperationStatus.InvalidData;
                break;
            }
            else
            {
                to += Flush(ref pending, destination[to..]);
                destination[to++] = next;
                from++;
            }
        }

        consumed = from;
        written = to;
        return status;
    }

    /// <summary>
    /// Copies bytes up to the next special byte (a quote, a backslash or a control character), one vector at a time. Near the end of either span it may stop
    /// earlier, and <see cref="Decode"/> continues from there.
    /// </summary>
    /// <returns>True only if all copied bytes are ASCII. It can be false even if they are, because bytes after the special byte are also examined.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CopyRun(ReadOnlySpan<byte> source, Span<byte> destination, ref int from, ref int to)
    {
        ref byte read = ref MemoryMarshal.GetReference(source);
        ref byte write = ref MemoryMarshal.GetReference(destination);
        Vector128<byte> seen = default;
        while (source.Length - from >= Vector128<byte>.Count && destination.Length - to >= Vector128<byte>.Count)
        {
            var block = Vector128.LoadUnsafe(ref read, (nuint)from);
            block.StoreUnsafe(ref write, (nuint)to);
            seen |= block;
            uint mask = JsonBytes.StopsIn(block);
            if (mask != 0)
            {
                int run = BitOperations.TrailingZeroCount(mask);
                from += run;
                to += run;
                break;
            }

            from += Vector128<byte>.Count;
            to += Vector128<byte>.Count;
        }

        return seen.ExtractMostSignificantBits() == 0;
    }

    /// <summary>Copies a run like <see cref="CopyRun"/>, by wider vectors. For text that is likely to be long.</summary>
    private static void CopyLongRun(ReadOnlySpan<byte> source, Span<byte> destination, ref int from, ref int to)
    {
        ref byte read = ref MemoryMarshal.GetReference(source);
        ref byte write = ref MemoryMarshal.GetReference(destination);
        while (Vector256.IsHardwareAccelerated && source.Length - from >= Vector256<byte>.Count && destination.Length - to >= Vector256<byte>.Count)
        {
            var block = Vector256.LoadUnsafe(ref read, (nuint)from);
            block.StoreUnsafe(ref write, (nuint)to);
            uint mask = JsonBytes.StopsIn(block);
            if (mask != 0)
            {
                int run = BitOperations.TrailingZeroCount(mask);
                from += run;
                to += run;
                return;
            }

            from += Vector256<byte>.Count;
            to += Vector256<byte>.Count;
        }

        CopyRun(source, destination, ref from, ref to);
    }

    private static OperationStatus DecodeEscape(ReadOnlySpan<byte> escape, Span<byte> destination, ref char pending, out int length, out int written)
    {
        length = written = 0;
        if (escape.Length < 2)
        {
            return OperationStatus.NeedMoreData;
        }

        byte plain = JsonBytes.Unescape(escape[1]);
        if (plain != 0)
        {
            written = Flush(ref pending, destination);
            destination[written++] = plain;
            length = 2;
            return OperationStatus.Done;
        }

        ReadOnlySpan<byte> digits = escape[2..Math.Min(escape.Length, JsonBytes.UnitLength)];
        if (escape[1] != (byte)'u' || digits.ContainsAnyExcept(JsonBytes.HexDigits))
        {
            return OperationStatus.InvalidData;
        }

        if (!Utf8Parser.TryParse(digits, out ushort unit, out int parsed, 'x') || parsed < JsonBytes.UnitLength - 2)
        {
            return OperationStatus.NeedMoreData;
        }

        written = WriteUnit((char)unit, destination, ref pending);
        length = JsonBytes.UnitLength;
        return OperationStatus.Done;
    }

    private static int WriteUnit(char unit, Span<byte> destination, ref char pending)
    {
        if (char.IsLowSurrogate(unit) && pending != default)
        {
            var pair = new Rune(pending, unit);
            pending = default;
            return pair.EncodeToUtf8(destination);
        }

        int written = Flush(ref pending, destination);
        if (char.IsHighSurrogate(unit))
        {
            pending = unit;
            return written;
        }

        Rune rune = char.IsLowSurrogate(unit) ? Rune.ReplacementChar : new Rune(unit);
        return written + rune.EncodeToUtf8(destination[written..]);
    }

    private static int Flush(ref char pending, Span<byte> destination)
    {
        if (pending == default)
        {
            return 0;
        }

        pending = default;
        Replacement.CopyTo(destination);
        return Replacement.Length;
    }
}
