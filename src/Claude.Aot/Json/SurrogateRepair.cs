using System.Buffers.Text;

namespace Claude.Aot.Json;

/// <summary>
/// Replaces escaped unpaired surrogates in JSON (such as <c>\ud83d</c> without a low surrogate after it). The JSON grammar allows them, but they represent no
/// character. The API rejects a request that contains one, so each becomes U+FFFD, as in decoded text.
/// </summary>
internal static class SurrogateRepair
{
    /// <summary>Returns whether valid JSON contains an escaped unpaired surrogate.</summary>
    public static bool IsNeeded(ReadOnlySpan<byte> json) => FindUnpaired(json, 0) >= 0;

    /// <summary>Returns a copy of the JSON in which each unpaired surrogate is replaced by the escape of U+FFFD.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> json)
    {
        byte[] repaired = json.ToArray();
        for (int unpaired = FindUnpaired(json, 0); unpaired >= 0; unpaired = FindUnpaired(json, unpaired + JsonBytes.UnitLength))
        {
            "\\ufffd"u8.CopyTo(repaired.AsSpan(unpaired));
        }

        return repaired;
    }

    /// <summary>Finds the first unpaired surrogate at or after <paramref name="from"/>, or returns -1.</summary>
    private static int FindUnpaired(ReadOnlySpan<byte> json, int from)
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
            if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(UnitAt(json, at + JsonBytes.UnitLength)))
            {
                from = at + (2 * JsonBytes.UnitLength);
                continue;
            }

            if (char.IsSurrogate(unit))
            {
                return at;
            }

            // Skip the backslash and the byte after it.
            from = at + 2;
        }
    }

    /// <summary>Gets the UTF-16 code unit that is escaped at <paramref name="at"/>; 0 if there is no such escape.</summary>
    private static char UnitAt(ReadOnlySpan<byte> json, int at) =>
        at + JsonBytes.UnitLength <= json.Length && json[at] == (byte)'\\' && json[at + 1] == (byte)'u'
        && Utf8Parser.TryParse(json.Slice(at + 2, 4), out ushort unit, out int consumed, 'x') && consumed == 4
            ? (char)unit
            : default;
}
