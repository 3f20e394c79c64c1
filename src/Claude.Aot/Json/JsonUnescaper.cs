using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Claude.Aot;

/// <summary>
/// Turns the inside of a JSON string into UTF-8, from backslash to backslash. The input was checked by a JSON reader, so every escape is well formed;
/// halves of surrogate pairs, which JSON allows and UTF-8 does not, are joined where both halves follow each other and replaced by U+FFFD where not.
/// </summary>
internal static class JsonUnescaper
{
    /// <summary>How much longer than its input an output can be: a half kept from an earlier input that turns out to have no other half.</summary>
    public const int MaxGrowth = 3;

    private static readonly SearchValues<byte> s_hexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    /// <summary>Unescapes a whole string.</summary>
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
    public static int Unescape(ReadOnlySpan<byte> content, Span<byte> destination, ref char half)
    {
        int written = 0;
        while (!content.IsEmpty)
        {
            int run = content.IndexOf((byte)'\\');
            if (run != 0)
            {
                run = run < 0 ? content.Length : run;
                written += Flush(ref half, destination[written..]);
                content[..run].CopyTo(destination[written..]);
                written += run;
                content = content[run..];
                continue;
            }

            if (content[1] == (byte)'u')
            {
                _ = Utf8Parser.TryParse(content.Slice(2, 4), out ushort unit, out _, 'x');
                written += WriteUnit((char)unit, destination[written..], ref half);
                content = content[6..];
            }
            else
            {
                written += Flush(ref half, destination[written..]);
                destination[written++] = Unescape(content[1]);
                content = content[2..];
            }
        }

        return written;
    }

    /// <summary>The length of the escape at the start of the text, or 0 where it is not well formed or not whole.</summary>
    public static int EscapeLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2)
        {
            return 0;
        }

        return text[1] switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' => 2,
            (byte)'u' when text.Length >= 6 && !text.Slice(2, 4).ContainsAnyExcept(s_hexDigits) => 6,
            _ => 0,
        };
    }

    private static byte Unescape(byte escape) => escape switch
    {
        (byte)'n' => (byte)'\n',
        (byte)'t' => (byte)'\t',
        (byte)'r' => (byte)'\r',
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        _ => escape,
    };

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
}
