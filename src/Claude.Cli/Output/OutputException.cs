namespace Claude.Cli.Output;

/// <summary>The exception for standard output or a file that can no longer be written.</summary>
internal sealed class OutputException(Exception cause) : Exception(cause.Message, cause)
{
    // EPIPE, the same number on Linux and macOS.
    private const int BrokenPipe = 32;

    /// <summary>Gets a value that indicates whether the reader of a pipe has closed it, as <c>head -1</c> does. That is not an error.</summary>
    public bool ReaderLeft { get; } = cause.HResult == BrokenPipe;

    /// <summary>Runs an action that writes to a file, and converts its <see cref="IOException"/>.</summary>
    /// <exception cref="OutputException">The file cannot be written, for example because the disk is full.</exception>
    public static void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (IOException e)
        {
            throw new OutputException(e);
        }
    }
}
