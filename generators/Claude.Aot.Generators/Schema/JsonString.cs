using System.Globalization;
using System.Text;

namespace Claude.Aot.Generators;

/// <summary>JSON strings.</summary>
internal static class JsonString
{
    private static readonly char[] s_ends = ['"', '\\', '\n', '\r', '\t', '\b', '\f', '\0'];

    /// <summary>Writes a name or value of the schema as a JSON string.</summary>
    public static string Quote(string value) => $"\"{value.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";

    /// <summary>Reads from behind the opening quote to behind the closing one.</summary>
    /// <param name="text">The file.</param>
    /// <param name="position">Where to read; afterwards where reading ended.</param>
    /// <param name="error">What is wrong, or null.</param>
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
                    error = "not a JSON escape sequence";
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
