using System.Text;

namespace Claude.Aot.Generators;

/// <summary>Methods that turn the schema's descriptions into documentation comments.</summary>
internal static class Docs
{
    public static void WriteSummary(this SourceWriter writer, string description) =>
        writer.WriteLine($"/// <summary>{ToXml(description)}</summary>");

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
                    xml.Append(char.IsControl(character) ? ' ' : character);
                    break;
            }
        }

        return xml.ToString();
    }
}
