namespace Claude.Cli.Output;

/// <summary>Specifies which part of a message stream is written to standard output.</summary>
internal enum OutputMode
{
    /// <summary>The text, as it arrives.</summary>
    Text,

    /// <summary>Each event as one line of JSON.</summary>
    Events,

    /// <summary>The complete message as one line of JSON.</summary>
    Message,
}

/// <summary>Specifies how an answer is printed.</summary>
/// <param name="Mode">The part of the stream that is printed.</param>
/// <param name="FailsOnStop">Whether a refusal and an answer that was cut off have exit codes of their own.</param>
/// <param name="IsQuiet">Whether nothing but the answer and errors is printed.</param>
internal sealed record AnswerOptions(OutputMode Mode, bool FailsOnStop = false, bool IsQuiet = false);
