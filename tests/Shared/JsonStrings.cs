using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>Reads JSON strings character by character, as RFC 8259, section 7, defines. Unpaired surrogates are preserved.</summary>
internal static class JsonStrings
{
    /// <summary>Returns the name of a member. JsonDocument cannot read a name with an unpaired surrogate.</summary>
    public static string NameOf(JsonProperty member) => Unescape(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(member)));

    /// <summary>Returns the value of a string, including unpaired surrogates; null for any other value.</summary>
    public static string? ValueOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? Unescape(value.GetRawText().AsSpan()[1..^1]) : null;

    /// <summary>Unescapes the content of a valid JSON string.</summary>
    public static string Unescape(ReadOnlySpan<char> content)
    {
        var text = new StringBuilder();
        for (int i = 0; i < content.Length; i++)
        {
            if (content[i] != '\\')
            {
                text.Append(content[i]);
                continue;
            }

            i++;
            switch (content[i])
            {
                case 'u':
                    text.Append((char)ushort.Parse(content.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                    i += 4;
                    break;
                case 'b':
                    text.Append('\b');
                    break;
                case 'f':
                    text.Append('\f');
                    break;
                case 'n':
                    text.Append('\n');
                    break;
                case 'r':
                    text.Append('\r');
                    break;
                case 't':
                    text.Append('\t');
                    break;
                default:
                    text.Append(content[i]);
                    break;
            }
        }

        return text.ToString();
    }
}
