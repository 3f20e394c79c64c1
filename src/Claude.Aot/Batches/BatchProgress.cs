namespace Claude.Aot.Batches;

/// <summary>How far the writing of a batch has come in one attempt.</summary>
internal sealed class BatchProgress
{
    /// <summary>Whether any of it may have been sent.</summary>
    public bool HasBegun { get; set; }

    /// <summary>Why it could not be written, where that is neither the transport's fault nor the caller's wish.</summary>
    public Exception? Failure { get; set; }
}
