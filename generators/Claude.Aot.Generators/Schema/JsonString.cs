using System.Globalization;
using System.Text;

namespace Claude.Aot.Generators;

/// <summary>Methods that read and write JSON strings.</summary>
internal static class JsonString
{
    private static readonly char[] s_ends = ['"', '\\', '\n', '\r', '\t', '\b', '\f', '\0'];

    /// <summary>Writes a name or value of the schema as a JSON string.</summary>
    public static string Quote(string value)
    {
        var json = new StringBuilder("\"", value.Length + 2);
        foreach (char character in value)
        {
            _ = character switch
            {
                '"' or '\\' => json.Append('\\').Append(character),
                '\n' => json.Append("\\n"),
                < ' ' => json.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ => json.Append(character),
            };
        }

        return json.Append('"').ToString();
    }

    /// <summary>Reads a string, starting after its opening quote and ending after its closing quote.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="position">The position to read from. On return, the position at which reading ended.</param>
    /// <param name="error">The reason why the string is invalid, or null if it is valid.</param>
    public static string Read(string text, ref int position, out string? error)
    {
        error = null;
        int plain = text.IndexOfAny(s_ends, position);
        if (plain >= 0 && text[plain] == '"')
        {
            string slice = text.Substring(position, plain - position);
            position = plain + 1;
            return slice;
        }

        var content = new StringBuilder();
        while (position < text.Length)
        {
            char character = text[position++];
            switch (character)
            {
                case '"':
                    return content.ToString();
                case '\\' when TryUnescape(text, ref position, out char unescaped):
                    content.Append(unescaped);
                    break;
                case '\\':
                    error = "the escape sequence is not valid";
                    return "";
                case < ' ':
                    error = "a control character in a string must be escaped";
                    return "";
                default:
                    content.Append(character);
                    break;
            }
        }

        error = "the string is not closed";
        return "";
    }

    private static bool TryUnescape(string text, ref int position, out char character)
    {
        character = position < text.Length ? text[position++] : '\0';
        switch (character)
        {
            case '"' or '\\' or '/':
                return true;
            case 'b':
                character = '\b';
                return true;
            case 'f':
                character = '\f';
                return true;
            case 'n':
                character = '\n';
                return true;
            case 'r':
                character = '\r';
                return true;
            case 't':
                character = '\t';
                return true;
            case 'u' when position + 4 <= text.Length
                && ushort.TryParse(text.Substring(position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit):
                position += 4;
                character = (char)unit;
                return true;
            default:
                return false;
        }
    }
}
