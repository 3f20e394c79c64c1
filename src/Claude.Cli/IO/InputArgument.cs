using System.CommandLine;

namespace Claude.Cli.IO;

/// <summary>The argument <c>FILE|-</c>: a recorded body, or standard input.</summary>
internal static class InputArgument
{
    public const string StandardInputName = "-";

    public static Argument<string> Create() => new("FILE|-") { Description = "the recorded body of a response (text/event-stream), or - for standard input" };

    /// <summary>Returns the argument itself, or all text of standard input if the argument is <c>-</c>.</summary>
    public static async Task<string> ReadTextAsync(string argument, CancellationToken cancellationToken)
    {
        if (argument != StandardInputName)
        {
            return argument;
        }

        using var reader = new StreamReader(new StandardInput());
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>Returns all text of standard input if it is a pipe or a file with text; null if it is a terminal or empty.</summary>
    /// <exception cref="InputException">Standard input is not text.</exception>
    public static async Task<string?> ReadContextAsync(CancellationToken cancellationToken)
    {
        if (!Console.IsInputRedirected)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        await new StandardInput().CopyToAsync(bytes, cancellationToken);
        string text = TextFile.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length))
            ?? throw new InputException("standard input is not text in UTF-8. Use --file for images and PDFs");
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    /// <exception cref="InputException">The file does not exist or cannot be read.</exception>
    public static Stream Open(string name)
    {
        if (name == StandardInputName)
        {
            return new StandardInput();
        }

        if (Directory.Exists(name))
        {
            throw new InputException($"'{name}' is a folder, but a file is needed");
        }

        try
        {
            return new FileStream(
                name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(e.Message);
        }
    }
}
