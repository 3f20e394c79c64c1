namespace Claude.Aot.Batches;

/// <summary>The progress of writing a batch in one attempt.</summary>
internal sealed class BatchProgress
{
    /// <summary>Whether any part of the batch may have been sent.</summary>
    public bool HasBegun { get; set; }

    /// <summary>The reason why the batch could not be written, if it is neither a transport failure nor a cancellation by the caller; otherwise null.</summary>
    public Exception? Failure { get; set; }
}
