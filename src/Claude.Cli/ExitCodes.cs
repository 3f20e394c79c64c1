using Claude.Aot;

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

    /// <summary>The model refused, and the user asked for an exit code of its own for that.</summary>
    public const int Refusal = 6;

    /// <summary>The answer was cut off by a limit of tokens, and the user asked for an exit code of its own for that.</summary>
    public const int CutOff = 7;

    /// <summary>The user pressed Ctrl+C.</summary>
    public const int Interrupted = 130;

    /// <summary>Gets the exit code for a message that was read to its end, if a stop that is no answer is a failure.</summary>
    public static int Of(StopReason reason) => reason.Kind switch
    {
        StopReasonKind.Refusal => Refusal,
        StopReasonKind.MaxTokens or StopReasonKind.ModelContextWindowExceeded => CutOff,
        _ => Complete,
    };
}
