using Claude.Aot;
using Claude.Cli.Output;

namespace Claude.Cli;

/// <summary>Describes why reading stopped before the end: the exit code, the reason as one line, and the partial message.</summary>
internal sealed record Failure(int ExitCode, string Reason, Message? Partial)
{
    private const string Interrupted = "interrupted";

    /// <summary>Determines whether a failure can be created from an exception.</summary>
    public static bool Explains(Exception exception) => exception is ClaudeException or OperationCanceledException;

    public static Failure From(Exception exception) => exception switch
    {
        ClaudeApiException e => new(ExitCodes.ApiError, $"{NameOf(e)} ({e.Status}): {e.Message}{IdOf(e)}", e.Partial),
        ClaudeTimeoutException e => new(ExitCodes.Timeout, ErrorText.Of(e), e.Partial),
        ClaudeException { InnerException: { } cause } e =>
            new(ExitCodes.BrokenStream, $"{ErrorText.Of(e)} {ErrorText.Of(cause.GetBaseException())}", e.Partial),
        ClaudeException e => new(ExitCodes.BrokenStream, ErrorText.Of(e), e.Partial),
        ClaudeCanceledException e => new(ExitCodes.Interrupted, Interrupted, e.Partial),
        OperationCanceledException => new(ExitCodes.Interrupted, Interrupted, null),
        _ => throw new ArgumentException("The exception is not a failure of a stream.", nameof(exception), exception),
    };

    /// <summary>Writes the reason to standard error.</summary>
    /// <returns>The exit code.</returns>
    public int Report()
    {
        StandardError.WriteLine(Reason);
        return ExitCode;
    }

    private static string IdOf(ClaudeApiException e) => e.RequestId is { } id ? $" (request {id})" : "";

    private static string NameOf(ClaudeApiException e) => e.ErrorType.Value.Length > 0 ? e.ErrorType.Value : "API error";
}
