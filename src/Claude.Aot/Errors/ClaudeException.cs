using Claude.Aot.Model;

namespace Claude.Aot;

/// <summary>
/// Base class of all exceptions of this library, except for cancellation by the caller (<see cref="ClaudeCanceledException"/>) and misuse
/// (<see cref="InvalidOperationException"/>, <see cref="ArgumentException"/>, <see cref="ObjectDisposedException"/>). An exception's message contains text of
/// this library, the API's error message, or the start of a page that another server sent instead. It never contains a key, or text that the user or the model
/// wrote. Secrets from the request's headers are replaced by <c>[redacted]</c> if a server repeated them.
/// </summary>
/// <example>
/// <code>
/// try
/// {
///     Console.WriteLine(await stream.GetFinalTextAsync());
/// }
/// catch (ClaudeException e)
/// {
///     Console.WriteLine($"{e.Message} Received so far: {e.Partial?.Text}");
/// }
/// </code>
/// </example>
public abstract class ClaudeException : Exception
{
    private protected ClaudeException(string message, Exception? innerException, MessageImage? partial)
        : base(message, innerException)
    {
        PartialImage = partial;
    }

    /// <summary>
    /// The part of the message that was received before the failure, as an owned copy; null if nothing was received. <see cref="ContentBlock.IsComplete"/>
    /// tells whether a block is complete, and <see cref="ToolInput.State"/> whether a tool input is valid JSON.
    /// </summary>
    public Message? Partial => field ??= PartialImage?.ToMessage();

    internal MessageImage? PartialImage { get; }
}
