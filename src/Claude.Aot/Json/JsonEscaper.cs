using System.Buffers;
using Claude.Aot.Buffers;

namespace Claude.Aot.Json;

/// <summary>Escapes valid UTF-8 text for use as the content of a JSON string. Only characters that JSON requires to be escaped are escaped.</summary>
internal static class JsonEscaper
{
    private const int LongestEscape = 6;

    private static readonly SearchValues<byte> s_mustEscape = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(static control => (byte)control), (byte)'"', (byte)'\\']);

    public static void Escape(ReadOnlySpan<byte> text, PooledByteBuffer output)
    {
        while (true)
        {
            int run = text.IndexOfAny(s_mustEscape);
            if (run < 0)
            {
                output.Append(text);
                return;
            }

            Span<byte> room = output.GetSpan(run + LongestEscape);
            text[..run].CopyTo(room);
            output.Advance(run + EscapeByte(text[run], room[run..]));
            text = text[(run + 1)..];
        }
    }

    private static int EscapeByte(byte value, Span<byte> output)
    {
        byte letter = value switch
        {
            (byte)'"' or (byte)'\\' => value,
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            (byte)'\b' => (byte)'b',
            (byte)'\f' => (byte)'f',
            _ => default,
        };
        output[0] = (byte)'\\';
        if (letter != default)
        {
            output[1] = letter;
            return 2;
        }

        "u00"u8.CopyTo(output[1..]);
        output[4] = HexDigit(value >> 4);
        output[5] = HexDigit(value & 0xF);
        return LongestEscape;
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
}
