using Claude.Aot.Buffers;

namespace Claude.Aot.Json;

/// <summary>
/// Repairs the two faults that eagerly streamed tool input can have: unescaped control characters in a string, and escapes that JSON does not define
/// (<c>\d</c>). The control characters are escaped, and the backslashes of undefined escapes are escaped. Nothing else is changed. The time is linear in the
/// length of the input.
/// </summary>
internal static class ToolInputRepair
{
    /// <returns>The repaired JSON, which may still have other faults.</returns>
    public static byte[] Apply(ReadOnlySpan<byte> json)
    {
        var output = new PooledByteBuffer(new RetiredArrays());
        bool isInString = false;
        for (int i = 0; i < json.Length; i++)
        {
            byte value = json[i];
            if (!isInString || value is not ((byte)'\\' or (byte)'"' or < 0x20))
            {
                isInString ^= value == (byte)'"';
                output.Append(value);
            }
            else if (value == (byte)'"')
            {
                isInString = false;
                output.Append(value);
            }
            else if (value < 0x20)
            {
                AppendEscaped(value, output);
            }
            else if (i + 1 < json.Length)
            {
                i += AppendEscape(json[i..], output) - 1;
            }
            else
            {
                output.Append(value);
            }
        }

        byte[] repaired = output.Written.ToArray();
        output.Return();
        return repaired;
    }

    /// <summary>Appends the escape at the start of <paramref name="json"/>. If JSON does not define the escape, its backslash is escaped.</summary>
    /// <returns>The number of bytes consumed.</returns>
    private static int AppendEscape(ReadOnlySpan<byte> json, PooledByteBuffer output)
    {
        bool isKnown = "\"\\/bfnrt"u8.Contains(json[1]) || (json[1] == (byte)'u' && json.Length >= 6 && IsHex(json.Slice(2, 4)));
        output.Append(isKnown ? json[..2] : "\\\\"u8);

        // The byte after the backslash of an undefined escape may itself need a repair, so the caller processes it next.
        return isKnown ? 2 : 1;
    }

    private static bool IsHex(ReadOnlySpan<byte> digits)
    {
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }
        }

        return true;
    }

    private static void AppendEscaped(byte control, PooledByteBuffer output)
    {
        output.Append("\\u00"u8);
        output.Append((byte)('0' + (control >> 4)));
        output.Append((byte)"0123456789abcdef"[control & 0xF]);
    }
}
