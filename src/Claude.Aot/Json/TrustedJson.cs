using System.Buffers;
using System.Text.Json;

namespace Claude.Aot.Json;

/// <summary>
/// Steps over parts of JSON that is known to be valid: it looks only for where they end, so that what was checked once when it came in costs little to look at again.
/// Bytes that are no JSON make it stop at their end; nothing else about its results holds for them.
/// </summary>
internal static class TrustedJson
{
    private static readonly SearchValues<byte> s_structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> s_endsLiteral = SearchValues.Create(",]} \t\r\n"u8);

    /// <summary>The place of the next byte, from <paramref name="at"/> on, that is neither blank nor a comma nor a colon.</summary>
    public static int SkipSeparators(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && json[at] is (byte)',' or (byte)':' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    /// <summary>The end of the string that begins with the quote at <paramref name="at"/>, behind its closing quote.</summary>
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

    /// <summary>The end of the value that begins at <paramref name="at"/>.</summary>
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

    /// <summary>The place of the next bracket or brace from a place on that is outside of strings, or -1.</summary>
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

    /// <summary>Whether the last member of an object is plainly the one of that name, an empty string: as in the start of a block whose text is still to come.</summary>
    /// <remarks>No string holds a quote without a backslash before it. So the quotes behind the comma and around the colon are those of a name and its value.</remarks>
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
            // Empty ones are common, and a search is slow to start.
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

    /// <summary>What begins with a byte, where it is JSON; <see cref="JsonTokenType.None"/> at a closing bracket.</summary>
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
