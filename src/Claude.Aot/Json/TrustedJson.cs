using System.Buffers;
using System.Text.Json;

namespace Claude.Aot.Json;

/// <summary>
/// Skips tokens and values of JSON that is known to be valid. It looks only for their ends, so JSON that was validated once on arrival is cheap to read again.
/// If the bytes are not valid JSON, it stops at the end of the bytes; its results are otherwise unspecified.
/// </summary>
internal static class TrustedJson
{
    private static readonly SearchValues<byte> s_structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> s_endsLiteral = SearchValues.Create(",]} \t\r\n"u8);

    /// <summary>Finds the first byte at or after <paramref name="at"/> that is not whitespace, a comma or a colon.</summary>
    public static int SkipSeparators(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && json[at] is (byte)',' or (byte)':' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    /// <summary>Finds the end of the string whose opening quote is at <paramref name="at"/>.</summary>
    public static int SkipString(ReadOnlySpan<byte> json, int at, out bool isEscaped)
    {
        isEscaped = false;
        at++;
        while (at < json.Length && JsonUnescaper.FindStop(json, at) is >= 0 and var stop)
        {
            if (json[stop] == (byte)'"')
            {
                return stop + 1;
            }

            bool isEscape = json[stop] == (byte)'\\';
            isEscaped |= isEscape;
            at = stop + (isEscape ? 2 : 1);
        }

        return json.Length;
    }

    /// <summary>Finds the end of the value at <paramref name="at"/>.</summary>
    public static int SkipValue(ReadOnlySpan<byte> json, int at, out JsonTokenType kind, out bool isEscaped)
    {
        isEscaped = false;
        kind = at < json.Length ? KindOf(json[at]) : JsonTokenType.None;
        switch (kind)
        {
            case JsonTokenType.None:
                return json.Length;
            case JsonTokenType.String:
                return SkipString(json, at, out isEscaped);
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                return SkipContainer(json, at);
            default:
                int length = json[at..].IndexOfAny(s_endsLiteral);
                return length < 0 ? json.Length : at + length;
        }
    }

    /// <summary>Finds the next bracket or brace outside of strings, at or after <paramref name="from"/>, or returns -1.</summary>
    public static int FindStructure(ReadOnlySpan<byte> json, int from)
    {
        while (from < json.Length && json[from..].IndexOfAny(s_structure) is >= 0 and var run)
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
    /// Returns whether an object ends with a member of the given name whose value is an empty string, as in the start of a block whose text is still to come.
    /// Returns false if the object has no other member, or has whitespace there.
    /// </summary>
    /// <remarks>
    /// In a string, every quote has a backslash before it. Therefore the quotes after the comma and around the colon must belong to a name and its value.
    /// </remarks>
    public static bool EndsWithEmpty(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> end = "\":\"\"}"u8;
        int start = json.Length - end.Length - name.Length;
        return start >= 2 && json[start - 1] == (byte)'"' && json[start - 2] == (byte)','
            && json.EndsWith(end) && json.Slice(start, name.Length).SequenceEqual(name);
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

    /// <summary>Gets the type of the JSON token that starts with a byte; <see cref="JsonTokenType.None"/> for a closing bracket or brace.</summary>
    public static JsonTokenType KindOf(byte first) => first switch
    {
        (byte)'"' => JsonTokenType.String,
        (byte)'{' => JsonTokenType.StartObject,
        (byte)'[' => JsonTokenType.StartArray,
        (byte)'t' => JsonTokenType.True,
        (byte)'f' => JsonTokenType.False,
        (byte)'n' => JsonTokenType.Null,
        (byte)'}' or (byte)']' => JsonTokenType.None,
        _ => JsonTokenType.Number,
    };
}
