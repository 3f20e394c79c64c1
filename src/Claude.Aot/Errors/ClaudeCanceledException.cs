using Claude.Aot.Model;

namespace Claude.Aot;

/// <summary>The caller cancelled. It is an <see cref="OperationCanceledException"/> that also keeps what had been received.</summary>
public sealed class ClaudeCanceledException : OperationCanceledException
{
    internal ClaudeCanceledException(MessageImage? partial, Exception? innerException, CancellationToken token)
        : base("The call was cancelled.", innerException, token)
    {
        PartialImage = partial;
    }

    /// <summary>What had been received of the message when it was cancelled, as an owned copy; null where nothing had.</summary>
    public Message? Partial => field ??= PartialImage?.ToMessage();

    internal MessageImage? PartialImage { get; }
}
