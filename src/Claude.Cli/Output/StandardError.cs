using System.Globalization;
using System.Text;

namespace Claude.Cli.Output;

/// <summary>Standard error, in UTF-8 whatever the locale. Everything that is not the result goes here.</summary>
internal static class StandardError
{
    /// <summary>The writer, flushed at every write.</summary>
    public static TextWriter Writer { get; } = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };

    /// <summary>
    /// Writes one line headed by the program's name. Control characters, and format characters that change the direction of text, become spaces: a message may quote a server, and a
    /// terminal would obey them.
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
        char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
