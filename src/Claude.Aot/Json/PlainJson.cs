using System.Text.Json;

namespace Claude.Aot.Json;

/// <summary>
/// A fast validator for JSON in the form in which the API writes it: without whitespace between tokens and without exponents. JSON that it accepts is valid
/// (RFC 8259). JSON that it does not accept may also be valid and is left to a JSON parser. The bytes must be valid UTF-8.
/// </summary>
internal static class PlainJson
{
    // One bit for each open array or object.
    private const int MaxDepth = 64;

    /// <summary>
    /// Skips the value at <paramref name="at"/>. A number does not delimit itself: the caller must check that the byte after it ends the number.
    /// </summary>
    /// <param name="json">The bytes.</param>
    /// <param name="at">The offset of the value. On return, the offset after the value if it was accepted; otherwise unspecified.</param>
    /// <param name="maxDepth">The maximum nesting depth of arrays and objects.</param>
    /// <param name="kind">The type of the value's first token.</param>
    public static bool TrySkipValue(ReadOnlySpan<byte> json, ref int at, int maxDepth, out JsonTokenType kind)
    {
        kind = KindOf(json, at);
        JsonTokenType next = kind;
        ulong objects = 0;
        int depth = 0;
        while (true)
        {
            if (next is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                bool isObject = next == JsonTokenType.StartObject;
                if (depth >= Math.Min(maxDepth, MaxDepth))
                {
                    return false;
                }

                depth++;
                objects = (objects << 1) | (isObject ? 1u : 0u);
                at++;
                if (at < json.Length && json[at] != CloseOf(objects))
                {
                    if (isObject && !TrySkipName(json, ref at))
                    {
                        return false;
                    }

                    next = KindOf(json, at);
                    continue;
                }
            }
            else if (!TrySkipScalar(json, ref at, next))
            {
                return false;
            }

            while (depth > 0 && at < json.Length && json[at] == CloseOf(objects))
            {
                at++;
                depth--;
                objects >>= 1;
            }

            if (depth == 0)
            {
                return true;
            }

            if (at >= json.Length || json[at++] != (byte)',' || ((objects & 1) != 0 && !TrySkipName(json, ref at)))
            {
                return false;
            }

            next = KindOf(json, at);
        }
    }

    /// <summary>Skips a string, and tells whether it contains a backslash.</summary>
    public static bool TrySkipString(ReadOnlySpan<byte> json, ref int at, out bool isEscaped)
    {
        isEscaped = false;
        if (at >= json.Length || json[at] != (byte)'"' || !JsonUnescaper.TryMeasure(json[(at + 1)..], out int length, out isEscaped))
        {
            return false;
        }

        at += length + 2;
        return true;
    }

    private static bool TrySkipName(ReadOnlySpan<byte> json, ref int at) =>
        TrySkipString(json, ref at, out _) && at < json.Length && json[at++] == (byte)':';

    private static bool TrySkipScalar(ReadOnlySpan<byte> json, ref int at, JsonTokenType kind) => kind switch
    {
        JsonTokenType.String => TrySkipString(json, ref at, out _),
        JsonTokenType.Number => TrySkipNumber(json, ref at),
        JsonTokenType.True => TrySkipLiteral(json, ref at, "true"u8),
        JsonTokenType.False => TrySkipLiteral(json, ref at, "false"u8),
        JsonTokenType.Null => TrySkipLiteral(json, ref at, "null"u8),
        _ => false,
    };

    private static bool TrySkipLiteral(ReadOnlySpan<byte> json, ref int at, ReadOnlySpan<byte> literal)
    {
        bool isThere = json[at..].StartsWith(literal);
        at += isThere ? literal.Length : 0;
        return isThere;
    }

    private static bool TrySkipNumber(ReadOnlySpan<byte> json, ref int at)
    {
        at += json[at] == (byte)'-' ? 1 : 0;
        int start = at;
        if (!TrySkipDigits(json, ref at) || (json[start] == (byte)'0' && at > start + 1))
        {
            // RFC 8259, section 6: leading zeros are not allowed.
            return false;
        }

        if (at < json.Length && json[at] == (byte)'.')
        {
            at++;
            return TrySkipDigits(json, ref at);
        }

        return true;
    }

    private static bool TrySkipDigits(ReadOnlySpan<byte> json, ref int at)
    {
        int start = at;
        while (at < json.Length && char.IsAsciiDigit((char)json[at]))
        {
            at++;
        }

        return at > start;
    }

    private static byte CloseOf(ulong objects) => (objects & 1) != 0 ? (byte)'}' : (byte)']';

    private static JsonTokenType KindOf(ReadOnlySpan<byte> json, int at) => at < json.Length ? TrustedJson.KindOf(json[at]) : JsonTokenType.None;
}
