using System.Globalization;
using System.Text;

namespace Claude.Aot.Generators;

/// <summary>Methods that format values as C# literals.</summary>
internal static class Literals
{
    public static string Text(string value)
    {
        var literal = new StringBuilder("\"");
        foreach (char character in value)
        {
            _ = character switch
            {
                '"' => literal.Append("\\\""),
                '\\' => literal.Append("\\\\"),
                '\n' => literal.Append("\\n"),
                < ' ' or > '~' => literal.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ => literal.Append(character),
            };
        }

        return literal.Append('"').ToString();
    }

    public static string Utf8(string value) => Text(value) + "u8";

    public static int Utf8Length(string value) => Encoding.UTF8.GetByteCount(value);
}
