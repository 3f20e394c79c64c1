using System.Text.Json;

namespace Claude.Aot.Json;

/// <summary>Validates received bytes before they are kept as JSON. Code that reads them later does not validate them again.</summary>
internal static class JsonObjectCheck
{
    /// <param name="utf8">The received bytes. The resulting JSON refers to the same memory.</param>
    /// <param name="maxDepth">The maximum nesting depth.</param>
    /// <param name="json">The object; empty if the bytes are not one whole object.</param>
    /// <param name="position">The number of bytes that were read successfully.</param>
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
                bool isBeginning = reader.TokenType is JsonTokenType.None or JsonTokenType.StartObject || reader.CurrentDepth > 0;
                return isBeginning ? JsonVerdict.Unfinished : JsonVerdict.Malformed;
            }

            int end = (int)position;
            if (utf8.Span[end..].ContainsAnyExcept(JsonBytes.Whitespace))
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

    /// <summary>Returns whether a reader failed because the JSON nests too deep.</summary>
    // The reader stops before the bracket that exceeds the limit. Its depth does not include a bracket that it has just read.
    public static bool IsTooDeep(in Utf8JsonReader reader, ReadOnlySpan<byte> data, int maxDepth)
    {
        int depth = reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0);
        return depth >= maxDepth && data[JsonScanner.SkipSeparators(data, (int)reader.BytesConsumed)..] is [(byte)'{' or (byte)'[', ..];
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

/// <summary>The result of validating bytes that should be one JSON object.</summary>
internal enum JsonVerdict
{
    /// <summary>The bytes are one whole JSON object.</summary>
    Object,

    /// <summary>The bytes are the beginning of a JSON object.</summary>
    Unfinished,

    /// <summary>The bytes are not a JSON object.</summary>
    Malformed,

    /// <summary>The JSON nests deeper than the limit.</summary>
    TooDeep,
}
