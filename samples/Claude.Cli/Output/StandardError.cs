using System.Text;

namespace Claude.Cli.Output;

/// <summary>Standard error, in UTF-8 whatever the locale. Everything that is not the result goes here.</summary>
internal static class StandardError
{
    /// <summary>The writer, flushed at every write.</summary>
    public static TextWriter Writer { get; } = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };

    /// <summary>Writes one line headed by the program's name; control characters become blanks, so that it stays one line.</summary>
    public static void WriteLine(string message) =>
        Writer.WriteLine("claude-aot: " + string.Create(message.Length, message, static (line, text) =>
        {
            for (int i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(text[i]) ? ' ' : text[i];
            }
        }));
}
