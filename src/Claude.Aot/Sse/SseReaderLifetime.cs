namespace Claude.Aot;

/// <summary>
/// Decides who closes a reader: disposal, or the wait that is pending then, because a read that is under way still writes to the pipe's memory.
/// The only part of the reader that two threads may enter at once.
/// </summary>
internal struct SseReaderLifetime
{
    private const int Waiting = 1;
    private const int Disposed = 2;

    private int _flags;

    /// <summary>Throws when the reader was disposed.</summary>
    public readonly void ThrowIfDisposed(SseReader reader) => ObjectDisposedException.ThrowIf((_flags & Disposed) != 0, reader);

    /// <summary>Marks a wait as pending.</summary>
    public void BeginWait(SseReader reader)
    {
        int before = Interlocked.CompareExchange(ref _flags, Waiting, 0);
        if (before != 0)
        {
            ThrowIfDisposed(reader);
            throw new InvalidOperationException("Another wait of this reader is pending.");
        }
    }

    /// <summary>Marks the wait as ended; true when the reader was disposed meanwhile, so that this wait has to close it.</summary>
    public bool EndWait() => (Interlocked.And(ref _flags, ~Waiting) & Disposed) != 0;

    /// <summary>Marks the reader as disposed and says who closes it.</summary>
    public SseReaderDisposal Dispose()
    {
        int before = Interlocked.Or(ref _flags, Disposed);
        return (before & Disposed) != 0 ? SseReaderDisposal.AlreadyDone
            : (before & Waiting) != 0 ? SseReaderDisposal.WhenWaitEnds
            : SseReaderDisposal.Now;
    }
}
