namespace Claude.Cli.Output;

/// <summary>Standard output, or a file that is written, takes nothing more.</summary>
internal sealed class OutputException(Exception cause) : Exception(cause.Message, cause)
{
    // EPIPE, the same number on Linux and macOS.
    private const int BrokenPipe = 32;

    /// <summary>Whether only its reader has left, as <c>head -1</c> does: there is nobody to write to, and nothing is wrong.</summary>
    public bool ReaderLeft { get; } = cause.HResult == BrokenPipe;

    /// <summary>Does what writes to a file.</summary>
    /// <exception cref="OutputException">The disk takes no more.</exception>
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
