using System.Text;

namespace Claude.Cli.Output;

/// <summary>Standard error, always in UTF-8. All output that is not a result is written here.</summary>
internal static class StandardError
{
    /// <summary>Gets the writer, which is flushed after every write.</summary>
    public static TextWriter Writer { get; } = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };

    /// <summary>Gets a value that indicates whether a person can see it.</summary>
    public static bool IsTerminal => !Console.IsErrorRedirected;

    /// <summary>
    /// Writes one line that starts with the program's name. What a terminal would interpret is replaced, because a message may quote a server.
    /// </summary>
    public static void WriteLine(string message) => Writer.WriteLine("claude-aot: " + PrintableText.Of(message));
}
