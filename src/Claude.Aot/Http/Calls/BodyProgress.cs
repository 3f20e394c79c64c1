namespace Claude.Aot.Http;

/// <summary>The progress of sending a body that the caller's own code provides, in one attempt.</summary>
internal sealed class BodyProgress
{
    /// <summary>Whether any part of the body may have been sent.</summary>
    public bool HasBegun { get; set; }

    /// <summary>The reason why the body could not be written, if it is neither a transport failure nor a cancellation by the caller; otherwise null.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Gets the exception for the caller, or null. The caller's code may throw for its own token before the call notices the cancellation.</summary>
    public Exception? ToCallerFailure(CancellationToken cancellationToken) =>
        Failure is OperationCanceledException e && cancellationToken.IsCancellationRequested
            ? new ClaudeCanceledException(null, e, cancellationToken)
            : Failure;
}
