using Claude.Aot.Model;

namespace Claude.Aot;

/// <summary>
/// The exception that is thrown if the caller cancels a call. It is an <see cref="OperationCanceledException"/> that also holds the part of the message
/// received so far.
/// </summary>
/// <example>
/// <code>
/// try
/// {
///     Console.WriteLine(await stream.GetFinalTextAsync(cancellationToken));
/// }
/// catch (ClaudeCanceledException e)
/// {
///     Console.WriteLine($"Canceled after: {e.Partial?.Text}");
/// }
/// </code>
/// </example>
public sealed class ClaudeCanceledException : OperationCanceledException
{
    internal ClaudeCanceledException(MessageImage? partial, Exception? innerException, CancellationToken token)
        : base("The call was cancelled.", innerException, token)
    {
        PartialImage = partial;
    }

    /// <summary>The part of the message that was received before the cancellation, as an owned copy; null if nothing was received.</summary>
    public Message? Partial => field ??= PartialImage?.ToMessage();

    internal MessageImage? PartialImage { get; }
}
