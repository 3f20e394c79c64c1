namespace Claude.Aot;

/// <summary>The result of a call.</summary>
/// <remarks>Immutable and safe for concurrent use.</remarks>
/// <example>
/// <code>
/// var options = new ToolRunOptions
/// {
///     OnCallEnded = result => Console.WriteLine($"{result.Call.Name}: {result.Outcome} after {result.Duration}"),
/// };
/// </code>
/// </example>
public sealed class ToolCallResult
{
    internal ToolCallResult(ToolCall call, ToolCallOutcome outcome, BlockContent? content, TimeSpan duration = default, Exception? exception = null)
    {
        Call = call;
        Outcome = outcome;
        Content = content;
        Duration = duration;
        Exception = exception;
    }

    /// <summary>The call.</summary>
    public ToolCall Call { get; }

    /// <summary>How the call ended.</summary>
    public ToolCallOutcome Outcome { get; }

    /// <summary>Whether the model gets the result as an error.</summary>
    public bool IsError => Outcome is not (ToolCallOutcome.Succeeded or ToolCallOutcome.Answered);

    /// <summary>The content that is sent to the model; null if there is none.</summary>
    public BlockContent? Content { get; }

    /// <summary>The time that the tool ran; zero if it did not.</summary>
    public TimeSpan Duration { get; }

    /// <summary>
    /// The exception that ended the call, or null: the one that the tool threw, or an <see cref="OperationCanceledException"/> after
    /// <see cref="ToolRunOptions.CallTimeout"/>. The model gets only <see cref="Content"/>, which has the exception's message if it is a
    /// <see cref="ToolErrorException"/> or if <see cref="ToolRunOptions.IncludeExceptionDetail"/> is set.
    /// </summary>
    public Exception? Exception { get; }

    /// <summary>Returns the call and its outcome. It never contains the input or the result.</summary>
    public override string ToString() => $"{Call}: {Outcome}";

    internal ToolCallResult With(BlockContent? content) => new(Call, Outcome, content, Duration, Exception);

    internal ToolResultBlock ToBlock() => new()
    {
        ToolUseId = Call.Id,
        Content = Content,
        IsError = IsError ? true : null,
        ToolsetName = Call.Block.ToolsetName,
    };
}
