namespace Claude.Aot;

/// <summary>What a call of <see cref="SseReader.DisposeAsync"/> has to do.</summary>
internal enum SseReaderDisposal
{
    /// <summary>Nothing: it was called before.</summary>
    AlreadyDone,

    /// <summary>Close now: nothing is pending.</summary>
    Now,

    /// <summary>Cancel the pending wait, which closes when it has ended.</summary>
    WhenWaitEnds,
}
