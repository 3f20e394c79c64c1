using System.CommandLine;

namespace Claude.Cli.IO;

/// <summary>The argument <c>FILE|-</c>: a recorded body, or standard input.</summary>
internal static class InputArgument
{
    private const string StandardInputName = "-";

    public static Argument<string> Create() => new("FILE|-") { Description = "the recorded body of a response (text/event-stream), or - for standard input" };

    /// <exception cref="InputException">There is no such file, or it can't be read.</exception>
    public static Stream Open(string name)
    {
        if (name == StandardInputName)
        {
            return new StandardInput();
        }

        if (Directory.Exists(name))
        {
            throw new InputException($"'{name}' is a folder");
        }

        try
        {
            return new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(e.Message);
        }
    }
}
