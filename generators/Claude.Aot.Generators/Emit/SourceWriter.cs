using System.Globalization;
using System.Text;

namespace Claude.Aot.Generators;

/// <summary>A writer of indented lines, which end with <c>\n</c> on every machine.</summary>
internal sealed class SourceWriter
{
    private const int IndentSize = 4;

    private readonly StringBuilder _text = new();
    private int _indent;

    /// <summary>
    /// Prints one or more lines. Each line of a multi-line string is indented. There is never an empty line at the beginning or the end of a block.
    /// </summary>
    public void WriteLine(string text = "")
    {
        if (text.Length == 0 && EndsWith("{\n"))
        {
            return;
        }

        foreach (string line in text.Split('\n'))
        {
            string trimmed = line.TrimEnd('\r');
            if (trimmed.Length > 0)
            {
                _text.Append(' ', _indent * IndentSize).Append(trimmed);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Prints a line and an opening brace.</summary>
    public void Open(string header)
    {
        WriteLine(header);
        OpenBlock();
    }

    /// <summary>Prints an opening brace.</summary>
    public void OpenBlock()
    {
        WriteLine("{");
        _indent++;
    }

    /// <summary>Prints a closing brace, followed by the given text.</summary>
    public void Close(string after = "")
    {
        _indent--;
        if (EndsWith("\n\n"))
        {
            _text.Length--;
        }

        WriteLine("}" + after);
    }

    /// <summary>Prints a line that continues the previous line and is indented one more level.</summary>
    public void WriteContinuation(string text)
    {
        _indent++;
        WriteLine(text);
        _indent--;
    }

    public override string ToString() => _text.ToString();

    private bool EndsWith(string end) => _text.Length >= end.Length && _text.ToString(_text.Length - end.Length, end.Length) == end;
}

/// <summary>Methods that turn the schema's descriptions into documentation comments.</summary>
internal static class Docs
{
    public static void WriteSummary(this SourceWriter writer, string description) =>
        writer.WriteLine($"/// <summary>{ToXml(description)}</summary>");

    /// <summary>Prints the example of a type, if there is one.</summary>
    public static void WriteExample(this SourceWriter writer, string code)
    {
        if (code.Length > 0)
        {
            string[] lines = ["<example>", "<code>", .. code.Split('\n').Select(ToXml), "</code>", "</example>"];
            writer.WriteLine(string.Join("\n", lines.Select(line => $"/// {line}".TrimEnd())));
        }
    }

    /// <summary>Escapes the text for XML, and turns text between backquotes into <c>&lt;c&gt;</c> elements.</summary>
    public static string ToXml(string description)
    {
        var xml = new StringBuilder(description.Length + 16);
        bool inCode = false;
        int closings = description.Count(character => character == '`') / 2 * 2;
        foreach (char character in description)
        {
            switch (character)
            {
                case '`' when closings > 0:
                    closings--;
                    inCode = !inCode;
                    xml.Append(inCode ? "<c>" : "</c>");
                    break;
                case '&':
                    xml.Append("&amp;");
                    break;
                case '<':
                    xml.Append("&lt;");
                    break;
                case '>':
                    xml.Append("&gt;");
                    break;
                default:
                    // Each of these would end the comment, or is not allowed in XML.
                    xml.Append(char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character);
                    break;
            }
        }

        return xml.ToString();
    }
}

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
