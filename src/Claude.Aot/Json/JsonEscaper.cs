using Claude.Aot.Buffers;

namespace Claude.Aot.Json;

/// <summary>Escapes valid UTF-8 text for use as the content of a JSON string. Only characters that JSON requires to be escaped are escaped.</summary>
internal static class JsonEscaper
{
    public static void Escape(ReadOnlySpan<byte> text, PooledByteBuffer output)
    {
        while (true)
        {
            int run = JsonBytes.FindStop(text, 0);
            if (run < 0)
            {
                output.Append(text);
                return;
            }

            Span<byte> room = output.GetSpan(run + JsonBytes.UnitLength);
            text[..run].CopyTo(room);
            output.Advance(run + EscapeByte(text[run], room[run..]));
            text = text[(run + 1)..];
        }
    }

    /// <summary>Writes a byte as an escaped UTF-16 code unit, <c>\u00XX</c>.</summary>
    public static void WriteUnit(byte value, Span<byte> output)
    {
        "\\u00"u8.CopyTo(output);
        output[4] = HexDigit(value >> 4);
        output[5] = HexDigit(value & 0xF);
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

        WriteUnit(value, output);
        return JsonBytes.UnitLength;
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
}
