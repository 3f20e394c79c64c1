namespace Claude.Cli;

/// <summary>The exit codes of the process. Scripts depend on these numbers.</summary>
internal static class ExitCodes
{
    /// <summary>The stream was read to its end.</summary>
    public const int Complete = 0;

    /// <summary>The arguments are not valid, or the input cannot be opened.</summary>
    public const int WrongUsage = 2;

    /// <summary>The API reported an error.</summary>
    public const int ApiError = 3;

    /// <summary>The stream ended early or cannot be understood, or the output cannot be written.</summary>
    public const int BrokenStream = 4;

    /// <summary>A timeout expired.</summary>
    public const int Timeout = 5;

    /// <summary>The user pressed Ctrl+C.</summary>
    public const int Interrupted = 130;
}
