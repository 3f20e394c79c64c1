using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Claude.Aot.Serialization;

/// <content>Reads strings, binary data and values of any kind.</content>
public static partial class JsonInput
{
    /// <summary>Reads a string. An unpaired surrogate becomes U+FFFD.</summary>
    /// <exception cref="JsonException">The value is of another kind.</exception>
    public static string ReadString(ref Utf8JsonReader reader)
    {
        ExpectString(ref reader, "a string");
        return TextOf(ref reader);
    }

    /// <summary>Reads the name of a member.</summary>
    public static string ReadPropertyName(ref Utf8JsonReader reader) => TextOf(ref reader);

    /// <summary>Reads a string of one character.</summary>
    /// <exception cref="JsonException">The value is not such a string.</exception>
    public static char ReadChar(ref Utf8JsonReader reader)
    {
        Span<char> buffer = stackalloc char[MaxShortText];
        if (CopyText(ref reader, buffer, "a string of one character") != 1)
        {
            FailValue(ref reader, "a string of one character");
        }

        return buffer[0];
    }

    /// <summary>Reads a UUID with hyphens.</summary>
    /// <exception cref="JsonException">The value is not such a string.</exception>
    public static Guid ReadGuid(ref Utf8JsonReader reader)
    {
        ExpectString(ref reader, "a UUID");
        if (!reader.TryGetGuid(out Guid value))
        {
            FailValue(ref reader, "a UUID");
        }

        return value;
    }

    /// <summary>Reads an absolute URI.</summary>
    /// <exception cref="JsonException">The value is not such a string.</exception>
    public static Uri ReadUri(ref Utf8JsonReader reader)
    {
        ExpectString(ref reader, "an absolute URI");
        string text = TextOf(ref reader);

        // A rooted path is an absolute file URI to System.Uri, but has no scheme.
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !Uri.CheckSchemeName(text[..colon]) || !Uri.TryCreate(text, UriKind.Absolute, out Uri? uri))
        {
            FailValue(ref reader, "an absolute URI");
            return null;
        }

        return uri;
    }

    /// <summary>Reads binary data in Base64.</summary>
    /// <exception cref="JsonException">The value is not such a string.</exception>
    public static byte[] ReadBytes(ref Utf8JsonReader reader)
    {
        ExpectString(ref reader, "a string in Base64");
        if (!reader.TryGetBytesFromBase64(out byte[]? bytes))
        {
            FailValue(ref reader, "a string in Base64");
        }

        return bytes;
    }

    /// <summary>Reads a value of any kind.</summary>
    /// <exception cref="JsonException">The JSON is not valid.</exception>
    public static JsonElement ReadElementValue(ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader);

    /// <summary>Reads a value of any kind.</summary>
    /// <exception cref="JsonException">The JSON is not valid.</exception>
    public static RawJson ReadRaw(ref Utf8JsonReader reader) => RawJson.Read(ref reader);

    /// <summary>Verifies the number of characters of a string. A surrogate pair is one character, as in JSON Schema.</summary>
    /// <exception cref="JsonException">The string is too short or too long.</exception>
    public static void CheckLength(ref Utf8JsonReader reader, string? value, int min, int max, string expected)
    {
        if (value is null || (value.Length >= min && value.Length <= max && value.Length / 2 >= min))
        {
            return;
        }

        int count = 0;
        foreach (Rune _ in value.EnumerateRunes())
        {
            count++;
        }

        if (count < min || count > max)
        {
            FailValue(ref reader, expected);
        }
    }

    /// <summary>Verifies that a string matches a regular expression. A string for which matching takes too long does not match.</summary>
    /// <exception cref="JsonException">The string does not match.</exception>
    public static void CheckPattern(ref Utf8JsonReader reader, string? value, Regex pattern, string expected)
    {
        bool isMatch;
        try
        {
            isMatch = value is null || pattern.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            isMatch = false;
        }

        if (!isMatch)
        {
            FailValue(ref reader, expected);
        }
    }

    private static void ExpectString(ref Utf8JsonReader reader, string expected)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            Fail(ref reader, expected);
        }
    }
}
