using System.Buffers;
using System.Buffers.Text;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Claude.Aot.Json;

/// <summary>
/// Turns the inside of a JSON string into UTF-8 (RFC 8259, section 7). Halves of surrogate pairs, which JSON allows and UTF-8 does not, are joined where both halves follow
/// each other and replaced by U+FFFD where not. It does not look at what is beyond ASCII: whether that is valid UTF-8 is the caller's to check, before or after.
/// </summary>
internal static class JsonUnescaper
{
    /// <summary>Room that an output needs beyond the length of its input: for a half kept from an earlier input, and to write whole vectors.</summary>
    public const int Slack = 16;

    // The replacement of a half that waited, and a character of its own.
    private const int MaxWritten = 8;

    // Up to it are the control characters, which JSON wants escaped.
    private const byte LastControl = 0x1F;

    // Of \uXXXX.
    private const int UnitLength = 6;

    private static readonly SearchValues<byte> s_stops = SearchValues.Create([.. Enumerable.Range(0, LastControl + 1).Select(static control => (byte)control), (byte)'"', (byte)'\\']);

    private static readonly SearchValues<byte> s_hexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    // By the byte after a backslash, what it stands for; 0 for none.
    private static readonly byte[] s_escapes = CreateEscapes();

    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    /// <summary>Unescapes a whole string.</summary>
    /// <param name="content">The inside of a string, checked by a JSON reader.</param>
    /// <param name="destination">Longer than that by <see cref="Slack"/>.</param>
    public static int Unescape(ReadOnlySpan<byte> content, Span<byte> destination)
    {
        char half = default;
        int written = Unescape(content, destination, ref half);
        if (half != default)
        {
            Replacement.CopyTo(destination[written..]);
            written += Replacement.Length;
        }

        return written;
    }

    /// <summary>Unescapes one piece of a string. A first half of a surrogate pair at its end is left in <paramref name="half"/> for the next piece.</summary>
    /// <inheritdoc cref="Unescape(ReadOnlySpan{byte}, Span{byte})"/>
    public static int Unescape(ReadOnlySpan<byte> content, Span<byte> destination, ref char half)
    {
        Decode(content, destination, ref half, out _, out int written);
        return written;
    }

    /// <summary>Reads and unescapes in one pass, up to the string's closing quote.</summary>
    /// <param name="source">Begins inside of the string.</param>
    /// <param name="destination">Where to write.</param>
    /// <param name="half">The first half of a surrogate pair that waits for the other one, before and after.</param>
    /// <param name="consumed">How many bytes of the string were read: where the quote stands.</param>
    /// <param name="written">How many bytes were written.</param>
    /// <returns>
    /// <see cref="OperationStatus.Done"/> at the quote; <see cref="OperationStatus.NeedMoreData"/> where the source ends before it,
    /// <see cref="OperationStatus.InvalidData"/> at what JSON does not allow in a string.
    /// </returns>
    public static OperationStatus Decode(ReadOnlySpan<byte> source, Span<byte> destination, ref char half, out int consumed, out int written)
    {
        OperationStatus status;
        int from = 0;
        int to = 0;
        while (true)
        {
            if (half == default)
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
                if (half == default && from + 1 < source.Length && s_escapes[source[from + 1]] is not 0 and var plain)
                {
                    destination[to++] = plain;
                    from += 2;
                    continue;
                }

                status = DecodeEscape(source[from..], destination[to..], ref half, out int length, out int added);
                from += length;
                to += added;
                if (status != OperationStatus.Done)
                {
                    break;
                }
            }
            else if (next <= LastControl)
            {
                status = OperationStatus.InvalidData;
                break;
            }
            else
            {
                to += Flush(ref half, destination[to..]);
                destination[to++] = next;
                from++;
            }
        }

        consumed = from;
        written = to;
        return status;
    }

    /// <summary>Finds a string's closing quote, and checks that all escapes before it are well formed and no control character stands there.</summary>
    /// <param name="source">Begins inside of the string.</param>
    /// <param name="length">How many bytes stand before the quote.</param>
    /// <param name="isEscaped">Whether a backslash is among them.</param>
    public static bool TryMeasure(ReadOnlySpan<byte> source, out int length, out bool isEscaped)
    {
        length = 0;
        isEscaped = false;
        while (true)
        {
            length = FindStop(source, length);
            if (length < 0)
            {
                return false;
            }

            if (source[length] == (byte)'"')
            {
                return true;
            }

            int escape = EscapeLength(source[length..]);
            if (escape == 0)
            {
                return false;
            }

            isEscaped = true;
            length += escape;
        }
    }

    /// <summary>The place of the next byte that does not stand for itself, or -1.</summary>
    public static int FindStop(ReadOnlySpan<byte> source, int from)
    {
        ref byte read = ref MemoryMarshal.GetReference(source);
        while (Vector256.IsHardwareAccelerated && source.Length - from >= Vector256<byte>.Count)
        {
            uint mask = StopsIn(Vector256.LoadUnsafe(ref read, (nuint)from));
            if (mask != 0)
            {
                return from + BitOperations.TrailingZeroCount(mask);
            }

            from += Vector256<byte>.Count;
        }

        while (source.Length - from >= Vector128<byte>.Count)
        {
            uint mask = StopsIn(Vector128.LoadUnsafe(ref read, (nuint)from));
            if (mask != 0)
            {
                return from + BitOperations.TrailingZeroCount(mask);
            }

            from += Vector128<byte>.Count;
        }

        int last = source.Length - Vector128<byte>.Count;
        if (last < 0)
        {
            int rest = source[from..].IndexOfAny(s_stops);
            return rest < 0 ? -1 : from + rest;
        }

        // The last vector, without what of it was looked at before.
        uint left = StopsIn(Vector128.LoadUnsafe(ref read, (nuint)last)) >> (from - last);
        return left == 0 ? -1 : from + BitOperations.TrailingZeroCount(left);
    }

    /// <summary>
    /// Copies up to the next byte that does not stand for itself, a vector at a time: near the end of either span it stops before that byte, and
    /// <see cref="Decode"/> goes on.
    /// </summary>
    /// <returns>Whether all that was copied is ASCII; false for some that is, too.</returns>
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
            uint mask = StopsIn(block);
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

    /// <summary>The same for what is likely to be long.</summary>
    private static void CopyLongRun(ReadOnlySpan<byte> source, Span<byte> destination, ref int from, ref int to)
    {
        ref byte read = ref MemoryMarshal.GetReference(source);
        ref byte write = ref MemoryMarshal.GetReference(destination);
        while (Vector256.IsHardwareAccelerated && source.Length - from >= Vector256<byte>.Count && destination.Length - to >= Vector256<byte>.Count)
        {
            var block = Vector256.LoadUnsafe(ref read, (nuint)from);
            block.StoreUnsafe(ref write, (nuint)to);
            uint mask = StopsIn(block);
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

    /// <summary>A bit for each byte that does not stand for itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint StopsIn(Vector128<byte> block)
    {
        Vector128<byte> stops = Vector128.Equals(block, Vector128.Create((byte)'"'))
            | Vector128.Equals(block, Vector128.Create((byte)'\\'))
            | Vector128.Equals(Vector128.Min(block, Vector128.Create(LastControl)), block);
        return stops.ExtractMostSignificantBits();
    }

    /// <inheritdoc cref="StopsIn(Vector128{byte})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint StopsIn(Vector256<byte> block)
    {
        Vector256<byte> stops = Vector256.Equals(block, Vector256.Create((byte)'"'))
            | Vector256.Equals(block, Vector256.Create((byte)'\\'))
            | Vector256.Equals(Vector256.Min(block, Vector256.Create(LastControl)), block);
        return stops.ExtractMostSignificantBits();
    }

    private static int EscapeLength(ReadOnlySpan<byte> text) =>
        text.Length < 2 || text[0] != (byte)'\\' ? 0
        : s_escapes[text[1]] != 0 ? 2
        : text.Length >= UnitLength && text[1] == (byte)'u' && !text[2..UnitLength].ContainsAnyExcept(s_hexDigits) ? UnitLength
        : 0;

    private static OperationStatus DecodeEscape(ReadOnlySpan<byte> escape, Span<byte> destination, ref char half, out int length, out int written)
    {
        length = written = 0;
        if (escape.Length < 2)
        {
            return OperationStatus.NeedMoreData;
        }

        byte plain = s_escapes[escape[1]];
        if (plain != 0)
        {
            written = Flush(ref half, destination);
            destination[written++] = plain;
            length = 2;
            return OperationStatus.Done;
        }

        ReadOnlySpan<byte> digits = escape[2..Math.Min(escape.Length, UnitLength)];
        if (escape[1] != (byte)'u' || digits.ContainsAnyExcept(s_hexDigits))
        {
            return OperationStatus.InvalidData;
        }

        if (!Utf8Parser.TryParse(digits, out ushort unit, out int parsed, 'x') || parsed < UnitLength - 2)
        {
            return OperationStatus.NeedMoreData;
        }

        written = WriteUnit((char)unit, destination, ref half);
        length = UnitLength;
        return OperationStatus.Done;
    }

    private static int WriteUnit(char unit, Span<byte> destination, ref char half)
    {
        if (char.IsLowSurrogate(unit) && half != default)
        {
            var pair = new Rune(half, unit);
            half = default;
            return pair.EncodeToUtf8(destination);
        }

        int written = Flush(ref half, destination);
        if (char.IsHighSurrogate(unit))
        {
            half = unit;
            return written;
        }

        Rune rune = char.IsLowSurrogate(unit) ? Rune.ReplacementChar : new Rune(unit);
        return written + rune.EncodeToUtf8(destination[written..]);
    }

    private static int Flush(ref char half, Span<byte> destination)
    {
        if (half == default)
        {
            return 0;
        }

        half = default;
        Replacement.CopyTo(destination);
        return Replacement.Length;
    }

    private static byte[] CreateEscapes()
    {
        byte[] escapes = new byte[byte.MaxValue + 1];
        foreach (byte plain in "\"\\/"u8)
        {
            escapes[plain] = plain;
        }

        escapes['b'] = (byte)'\b';
        escapes['f'] = (byte)'\f';
        escapes['n'] = (byte)'\n';
        escapes['r'] = (byte)'\r';
        escapes['t'] = (byte)'\t';
        return escapes;
    }
}
