using System.Text.Json;

namespace Claude.Aot.Json;

/// <summary>Checks what was received before it is kept as JSON: nothing that reads it later looks for mistakes.</summary>
internal static class JsonObjectCheck
{
    /// <param name="utf8">What was received. The JSON keeps its memory.</param>
    /// <param name="maxDepth">How deep it may nest.</param>
    /// <param name="json">The object; empty where it is none.</param>
    /// <param name="position">How many bytes were understood.</param>
    public static JsonVerdict Take(ReadOnlyMemory<byte> utf8, int maxDepth, out RawJson json, out long position)
    {
        json = default;
        var reader = new Utf8JsonReader(utf8.Span, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = maxDepth }));
        try
        {
            bool isWhole = reader.Read() && reader.TokenType == JsonTokenType.StartObject && TryReadToEnd(ref reader);
            position = reader.BytesConsumed;
            if (!isWhole)
            {
                return reader.TokenType is JsonTokenType.None or JsonTokenType.StartObject || reader.CurrentDepth > 0 ? JsonVerdict.Unfinished : JsonVerdict.Malformed;
            }

            int end = (int)position;
            if (utf8.Span[end..].ContainsAnyExcept(" \t\r\n"u8))
            {
                return JsonVerdict.Malformed;
            }

            json = new RawJson(utf8[utf8.Span.IndexOf((byte)'{')..end]);
            return JsonVerdict.Object;
        }
        catch (JsonException)
        {
            position = reader.BytesConsumed;
            return IsTooDeep(in reader, utf8.Span, maxDepth) ? JsonVerdict.TooDeep : JsonVerdict.Malformed;
        }
    }

    /// <summary>Whether a reader that failed did so because of depth.</summary>
    // The reader stops in front of the bracket that is one too many; it does not count one that it has just entered.
    public static bool IsTooDeep(in Utf8JsonReader reader, ReadOnlySpan<byte> data, int maxDepth)
    {
        int depth = reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0);
        return depth >= maxDepth && data[(int)reader.BytesConsumed..].TrimStart(" \t\r\n,:"u8) is [(byte)'{' or (byte)'[', ..];
    }

    private static bool TryReadToEnd(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            if (reader.CurrentDepth == 0)
            {
                return true;
            }
        }

        return false;
    }
}
