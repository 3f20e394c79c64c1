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
        var output = new PooledByteBuffer();
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
                JsonEscaper.WriteUnit(value, output.GetSpan(JsonBytes.UnitLength));
                output.Advance(JsonBytes.UnitLength);
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

        return output.ToArrayAndReturn();
    }

    /// <summary>Appends the escape at the start of <paramref name="json"/>. If JSON does not define the escape, its backslash is escaped.</summary>
    /// <returns>The number of bytes consumed.</returns>
    private static int AppendEscape(ReadOnlySpan<byte> json, PooledByteBuffer output)
    {
        int length = JsonBytes.EscapeLength(json);
        output.Append(length > 0 ? json[..length] : "\\\\"u8);

        // The byte after the backslash of an undefined escape may itself need a repair, so the caller processes it next.
        return Math.Max(length, 1);
    }
}
