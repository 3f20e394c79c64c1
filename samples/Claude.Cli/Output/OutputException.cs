namespace Claude.Cli.Output;

/// <summary>Standard output takes nothing more.</summary>
internal sealed class OutputException(Exception cause) : Exception(cause.Message, cause)
{
    // EPIPE, the same number on Linux and macOS.
    private const int BrokenPipe = 32;

    /// <summary>Whether only its reader has left, as <c>head -1</c> does: there is nobody to write to, and nothing is wrong.</summary>
    public bool ReaderLeft { get; } = cause.HResult == BrokenPipe;
}
