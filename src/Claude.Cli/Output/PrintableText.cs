using System.Globalization;

namespace Claude.Cli.Output;

/// <summary>Makes text of others printable on one line of a terminal.</summary>
internal static class PrintableText
{
    /// <summary>
    /// Replaces control characters and format characters, such as those that change the direction of text, with spaces, because a terminal would interpret
    /// them.
    /// </summary>
    public static string Of(string text) => string.Create(text.Length, text, static (line, text) =>
    {
        for (int i = 0; i < line.Length; i++)
        {
            line[i] = IsSafe(text[i]) ? text[i] : ' ';
        }
    });

    private static bool IsSafe(char c) =>
        char.GetUnicodeCategory(c) is not
            (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
