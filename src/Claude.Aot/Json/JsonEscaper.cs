using System.Buffers;

namespace Claude.Aot;

/// <summary>Turns valid UTF-8 into the inside of a JSON string; only what JSON demands is escaped.</summary>
internal static class JsonEscaper
{
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

            output.Append(text[..run]);
            EscapeByte(text[run], output);
            text = text[(run + 1)..];
        }
    }

    private static void EscapeByte(byte value, PooledByteBuffer output)
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
        if (letter != default)
        {
            output.Append([(byte)'\\', letter]);
        }
        else
        {
            output.Append([(byte)'\\', (byte)'u', (byte)'0', (byte)'0', HexDigit(value >> 4), HexDigit(value & 0xF)]);
        }
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
}
