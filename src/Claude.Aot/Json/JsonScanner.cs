using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Claude.Aot.Json;

/// <summary>
/// Finds the ends of JSON strings and values, checked or unchecked. The bytes must be valid UTF-8.
/// <list type="bullet">
/// <item>The unchecked methods (<c>Skip…</c>) are for JSON that was validated before: they look only for the end. In bytes that are not valid JSON, they stop
/// at the end of the bytes; their results are otherwise unspecified.</item>
/// <item>The checked methods (<c>TrySkip…</c>) accept JSON in the form in which the API writes it: without whitespace between tokens and without exponents.
/// JSON that they accept is valid (RFC 8259). JSON that they do not accept may also be valid, and is left to a JSON parser.</item>
/// </list>
/// </summary>
internal static class JsonScanner
{
    // One bit for each open array or object.
    private const int MaxDepth = 64;

    /// <summary>Finds the first byte at or after <paramref name="at"/> that is not whitespace, a comma or a colon.</summary>
    public static int SkipSeparators(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && json[at] is (byte)',' or (byte)':' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    /// <summary>Finds the end of the string whose opening quote is at <paramref name="at"/>, and tells whether it contains a backslash.</summary>
    public static int SkipString(ReadOnlySpan<byte> json, int at, out bool isEscaped) => FindStringEnd(json, at + 1, isChecked: false, out isEscaped);

    /// <summary>Skips the string at <paramref name="at"/>, and tells whether it contains a backslash.</summary>
    public static bool TrySkipString(ReadOnlySpan<byte> json, ref int at, out bool isEscaped)
    {
        isEscaped = false;
        int end = at < json.Length && json[at] == (byte)'"' ? FindStringEnd(json, at + 1, isChecked: true, out isEscaped) : 0;
        at = end > 0 ? end : at;
        return end > 0;
    }

    /// <summary>Finds the end of the value at <paramref name="at"/>.</summary>
    public static int SkipValue(ReadOnlySpan<byte> json, int at, out JsonValueKind kind, out bool isEscaped)
    {
        isEscaped = false;
        kind = JsonBytes.KindOf(json, at);
        switch (kind)
        {
            case JsonValueKind.Undefined:
                return json.Length;
            case JsonValueKind.String:
                return SkipString(json, at, out isEscaped);
            case JsonValueKind.Object or JsonValueKind.Array:
                return SkipContainer(json, at);
            default:
                int length = json[at..].IndexOfAny(JsonBytes.LiteralEnds);
                return length < 0 ? json.Length : at + length;
        }
    }

    /// <summary>
    /// Skips the value at <paramref name="at"/>. A number does not delimit itself: the caller must check that the byte after it ends the number.
    /// </summary>
    /// <param name="json">The bytes.</param>
    /// <param name="at">The offset of the value. On return, the offset after the value if it was accepted; otherwise unspecified.</param>
    /// <param name="maxDepth">The maximum nesting depth of arrays and objects.</param>
    /// <param name="kind">The kind of the value.</param>
    public static bool TrySkipValue(ReadOnlySpan<byte> json, ref int at, int maxDepth, out JsonValueKind kind)
    {
        kind = JsonBytes.KindOf(json, at);
        JsonValueKind next = kind;
        ulong objects = 0;
        int depth = 0;
        while (true)
        {
            if (next is JsonValueKind.Object or JsonValueKind.Array)
            {
                bool isObject = next == JsonValueKind.Object;
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

                    next = JsonBytes.KindOf(json, at);
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

            next = JsonBytes.KindOf(json, at);
        }
    }

    /// <summary>Finds the next bracket or brace outside of strings, at or after <paramref name="from"/>, or returns -1. Unchecked.</summary>
    public static int FindStructure(ReadOnlySpan<byte> json, int from)
    {
        while (from < json.Length && json[from..].IndexOfAny(JsonBytes.Structure) is >= 0 and var run)
        {
            from += run;
            if (json[from] != (byte)'"')
            {
                return from;
            }

            from = SkipString(json, from, out _);
        }

        return -1;
    }

    /// <summary>
    /// Finds the end of a string from an offset inside it. Returns the length of the bytes if there is no closing quote. If checked, returns 0 in that case,
    /// and for a control character or a malformed escape.
    /// </summary>
    // Inlined, so that the flag is a constant and the unchecked copy contains no checks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FindStringEnd(ReadOnlySpan<byte> json, int at, bool isChecked, out bool isEscaped)
    {
        isEscaped = false;
        while (at < json.Length && JsonBytes.FindStop(json, at) is >= 0 and var stop)
        {
            if (json[stop] == (byte)'"')
            {
                return stop + 1;
            }

            int escape = isChecked ? JsonBytes.EscapeLength(json[stop..]) : json[stop] == (byte)'\\' ? 2 : 1;
            if (escape == 0)
            {
                return 0;
            }

            isEscaped |= escape > 1;
            at = stop + escape;
        }

        return isChecked ? 0 : json.Length;
    }

    private static int SkipContainer(ReadOnlySpan<byte> json, int at)
    {
        if (at + 1 < json.Length && json[at + 1] is (byte)'}' or (byte)']')
        {
            // Empty arrays and objects are common, and starting a search is slow.
            return at + 2;
        }

        int depth = 0;
        for (at = FindStructure(json, at); at >= 0; at = FindStructure(json, at + 1))
        {
            depth += json[at] is (byte)'{' or (byte)'[' ? 1 : -1;
            if (depth == 0)
            {
                return at + 1;
            }
        }

        return json.Length;
    }

    private static bool TrySkipName(ReadOnlySpan<byte> json, ref int at) =>
        TrySkipString(json, ref at, out _) && at < json.Length && json[at++] == (byte)':';

    private static bool TrySkipScalar(ReadOnlySpan<byte> json, ref int at, JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => TrySkipString(json, ref at, out _),
        JsonValueKind.Number => TrySkipNumber(json, ref at),
        JsonValueKind.True => TrySkipLiteral(json, ref at, "true"u8),
        JsonValueKind.False => TrySkipLiteral(json, ref at, "false"u8),
        JsonValueKind.Null => TrySkipLiteral(json, ref at, "null"u8),
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
}
