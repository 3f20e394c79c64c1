using Claude.Aot.Model;

namespace Claude.Aot;

/// <summary>
/// What every failure of this library derives from, but for the caller's own cancellation (<see cref="ClaudeCanceledException"/>) and misuse
/// (<see cref="InvalidOperationException"/>, <see cref="ArgumentException"/>, <see cref="ObjectDisposedException"/>).
/// Messages hold this library's words, the API's error message, or the start of a page that something else sent instead; never a key, and nothing that was written by the user or the model.
/// Where a server repeats a secret that the request's headers had told it, they hold <c>[redacted]</c> instead.
/// </summary>
public abstract class ClaudeException : Exception
{
    private protected ClaudeException(string message, Exception? innerException, MessageImage? partial)
        : base(message, innerException)
    {
        PartialImage = partial;
    }

    /// <summary>
    /// What had been received of the message when it failed, as an owned copy; null where nothing had. Every block says whether it came whole
    /// (<see cref="ContentBlock.IsComplete"/>), every tool input whether it is valid JSON (<see cref="ToolInput.State"/>).
    /// </summary>
    public Message? Partial => field ??= PartialImage?.ToMessage();

    internal MessageImage? PartialImage { get; }
}
