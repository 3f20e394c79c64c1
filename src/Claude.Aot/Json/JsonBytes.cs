using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Claude.Aot.Json;

/// <summary>The bytes that have a meaning in JSON (RFC 8259): where strings and values stop, what a value begins with, and what can be escaped.</summary>
internal static class JsonBytes
{
    /// <summary>The length of an escaped UTF-16 code unit: <c>\uXXXX</c>.</summary>
    public const int UnitLength = 6;

    /// <summary>The last control character. JSON requires control characters in strings to be escaped.</summary>
    public const byte LastControl = 0x1F;

    /// <summary>The brackets and braces, and the quote, because a string can contain any of them.</summary>
    public static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);

    /// <summary>The bytes that end a number or a literal.</summary>
    public static readonly SearchValues<byte> LiteralEnds = SearchValues.Create(",]} \t\r\n"u8);

    public static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static readonly SearchValues<byte> s_stops = SearchValues.Create(
        [.. Enumerable.Range(0, LastControl + 1).Select(static control => (byte)control), (byte)'"', (byte)'\\']);

    // Maps the byte after a backslash to the byte that the escape represents, or to 0.
    private static readonly byte[] s_escapes = CreateEscapes();

    public static ReadOnlySpan<byte> Whitespace => " \t\r\n"u8;

    /// <summary>
    /// Gets the kind of a valid JSON value from its first byte; <see cref="JsonValueKind.Undefined"/> for a closing bracket or brace, which begins no value.
    /// </summary>
    public static JsonValueKind KindOf(byte first) => first switch
    {
        (byte)'"' => JsonValueKind.String,
        (byte)'{' => JsonValueKind.Object,
        (byte)'[' => JsonValueKind.Array,
        (byte)'t' => JsonValueKind.True,
        (byte)'f' => JsonValueKind.False,
        (byte)'n' => JsonValueKind.Null,
        (byte)'}' or (byte)']' => JsonValueKind.Undefined,
        _ => JsonValueKind.Number,
    };

    /// <summary>Gets the kind of the valid JSON value at an offset; <see cref="JsonValueKind.Undefined"/> if there is none.</summary>
    public static JsonValueKind KindOf(ReadOnlySpan<byte> json, int at = 0) => (uint)at < (uint)json.Length ? KindOf(json[at]) : JsonValueKind.Undefined;

    /// <summary>Gets the byte that a backslash and <paramref name="letter"/> represent; 0 if they are not an escape of two bytes.</summary>
    public static byte Unescape(byte letter) => s_escapes[letter];

    /// <summary>Gets the length of the escape at the start of a text; 0 if it does not start with a whole, well-formed escape.</summary>
    public static int EscapeLength(ReadOnlySpan<byte> text) =>
        text.Length < 2 || text[0] != (byte)'\\' ? 0
        : s_escapes[text[1]] != 0 ? 2
        : text.Length >= UnitLength && text[1] == (byte)'u' && !text[2..UnitLength].ContainsAnyExcept(HexDigits) ? UnitLength
        : 0;

    /// <summary>Finds the next byte that cannot be in a string unescaped (a quote, a backslash or a control character), or returns -1.</summary>
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

        // Load the last whole vector, and drop the bits of the bytes that were already checked.
        uint left = StopsIn(Vector128.LoadUnsafe(ref read, (nuint)last)) >> (from - last);
        return left == 0 ? -1 : from + BitOperations.TrailingZeroCount(left);
    }

    /// <summary>Returns a mask with one bit for each byte that <see cref="FindStop"/> finds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint StopsIn(Vector128<byte> block)
    {
        Vector128<byte> stops = Vector128.Equals(block, Vector128.Create((byte)'"'))
            | Vector128.Equals(block, Vector128.Create((byte)'\\'))
            | Vector128.Equals(Vector128.Min(block, Vector128.Create(LastControl)), block);
        return stops.ExtractMostSignificantBits();
    }

    /// <inheritdoc cref="StopsIn(Vector128{byte})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint StopsIn(Vector256<byte> block)
    {
        Vector256<byte> stops = Vector256.Equals(block, Vector256.Create((byte)'"'))
            | Vector256.Equals(block, Vector256.Create((byte)'\\'))
            | Vector256.Equals(Vector256.Min(block, Vector256.Create(LastControl)), block);
        return stops.ExtractMostSignificantBits();
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
