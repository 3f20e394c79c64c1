using System.Globalization;
using System.Text;

namespace Claude.Aot.Tests.Shared;

/// <summary>
/// A naive implementation of section 9.2.6 of the standard: it reads the whole stream as one string and follows the steps in their order. It shares no code
/// with the library, so random streams can be compared with it.
/// </summary>
internal static class SseReference
{
    public static List<SeenEvent> Read(byte[] body)
    {
        string text = Encoding.UTF8.GetString(body);
        text = text.StartsWith('\uFEFF') ? text[1..] : text;

        // The text after the last line end is an incomplete line.
        string[] lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n')[..^1];
        List<SeenEvent> events = [];
        string id = "";
        string idBuffer = "";
        string name = "";
        var data = new StringBuilder();
        long? retry = null;
        foreach (string line in lines)
        {
            if (line.Length == 0)
            {
                id = idBuffer;
                if (data.Length > 0)
                {
                    events.Add(new SeenEvent(name.Length == 0 ? "message" : name, data.ToString()[..^1], id, retry));
                }

                data.Clear();
                name = "";
                continue;
            }

            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string field = colon < 0 ? line : line[..colon];
            string value = colon < 0 ? "" : line[(colon + 1)..];
            value = value.StartsWith(' ') ? value[1..] : value;
            switch (field)
            {
                case "event":
                    name = value;
                    break;
                case "data":
                    data.Append(value).Append('\n');
                    break;
                case "id" when !value.Contains('\0', StringComparison.Ordinal):
                    idBuffer = value;
                    break;
                case "retry" when value.Length > 0 && value.All(char.IsAsciiDigit):
                    retry = long.TryParse(value, CultureInfo.InvariantCulture, out long milliseconds) ? milliseconds : long.MaxValue;
                    break;
            }
        }

        return events;
    }
}
