namespace Claude.Cli;

/// <summary>What the process returns. Scripts depend on these numbers.</summary>
internal static class ExitCodes
{
    /// <summary>The stream was read to its end.</summary>
    public const int Complete = 0;

    /// <summary>The arguments make no sense, or the input can't be opened.</summary>
    public const int WrongUsage = 2;

    /// <summary>The API reported an error.</summary>
    public const int ApiError = 3;

    /// <summary>The stream ended early or can't be understood, or the output can't be written.</summary>
    public const int BrokenStream = 4;

    /// <summary>Nothing came for too long.</summary>
    public const int Timeout = 5;

    /// <summary>The user pressed Ctrl+C.</summary>
    public const int Interrupted = 130;
}
