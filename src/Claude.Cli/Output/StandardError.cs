using System.Globalization;
using System.Text;

namespace Claude.Cli.Output;

/// <summary>Standard error, always in UTF-8. All output that is not a result is written here.</summary>
internal static class StandardError
{
    /// <summary>Gets the writer, which is flushed after every write.</summary>
    public static TextWriter Writer { get; } = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };

    /// <summary>
    /// Writes one line that starts with the program's name. Control characters and format characters, such as those that change the direction of text, are
    /// replaced with spaces, because a message may quote a server, and a terminal would interpret them.
    /// </summary>
    public static void WriteLine(string message) =>
        Writer.WriteLine("claude-aot: " + string.Create(message.Length, message, static (line, text) =>
        {
            for (int i = 0; i < line.Length; i++)
            {
                line[i] = IsSafe(text[i]) ? text[i] : ' ';
            }
        }));

    private static bool IsSafe(char c) =>
        char.GetUnicodeCategory(c) is not
            (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
