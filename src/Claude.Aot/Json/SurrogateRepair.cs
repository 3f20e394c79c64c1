using System.Buffers.Text;

namespace Claude.Aot.Json;

/// <summary>
/// Escaped halves of surrogate pairs in JSON (<c>\ud83d</c> without its other half). They are valid by the grammar of JSON, but stand for no character: the API refuses a request that has
/// one, so each becomes U+FFFD, as in text that is decoded.
/// </summary>
internal static class SurrogateRepair
{
    private const int EscapeLength = 6;

    /// <summary>Whether JSON has such a half. The JSON is valid.</summary>
    public static bool IsNeeded(ReadOnlySpan<byte> json) => FindHalf(json, 0) >= 0;

    /// <summary>The same JSON, each half replaced by the escape of U+FFFD.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> json)
    {
        byte[] repaired = json.ToArray();
        for (int half = FindHalf(json, 0); half >= 0; half = FindHalf(json, half + EscapeLength))
        {
            "\\ufffd"u8.CopyTo(repaired.AsSpan(half));
        }

        return repaired;
    }

    /// <summary>Where the first half from a place on starts, or -1.</summary>
    private static int FindHalf(ReadOnlySpan<byte> json, int from)
    {
        while (true)
        {
            int found = json[from..].IndexOf((byte)'\\');
            if (found < 0)
            {
                return -1;
            }

            int at = from + found;
            char unit = UnitAt(json, at);
            if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(UnitAt(json, at + EscapeLength)))
            {
                from = at + (2 * EscapeLength);
                continue;
            }

            if (char.IsSurrogate(unit))
            {
                return at;
            }

            // A backslash and what it escapes.
            from = at + 2;
        }
    }

    /// <summary>The UTF-16 code unit that is escaped at a place; 0 if none is.</summary>
    private static char UnitAt(ReadOnlySpan<byte> json, int at) =>
        at + EscapeLength <= json.Length && json[at] == (byte)'\\' && json[at + 1] == (byte)'u'
        && Utf8Parser.TryParse(json.Slice(at + 2, 4), out ushort unit, out int consumed, 'x') && consumed == 4
            ? (char)unit
            : default;
}
