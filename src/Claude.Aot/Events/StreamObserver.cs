namespace Claude.Aot.Events;

/// <summary>
/// Is notified while the caller reads a stream, on the caller's thread. Several observers form a list. The implementations are in higher layers, and only code
/// of those layers refers to them, so that the trimmer drops them from apps that do not use them.
/// </summary>
internal abstract class StreamObserver
{
    /// <summary>Gets or sets the observer that was set before this one; null if there was none.</summary>
    public StreamObserver? Next { get; set; }

    public void NotifyReceived()
    {
        for (StreamObserver? observer = this; observer is not null; observer = observer.Next)
        {
            observer.Received();
        }
    }

    /// <returns>Whether an observer has to be notified of every delta.</returns>
    public bool NotifyDelta(StreamCursor cursor)
    {
        bool isNeeded = false;
        for (StreamObserver? observer = this; observer is not null; observer = observer.Next)
        {
            isNeeded |= observer.DeltaRead(cursor);
        }

        return isNeeded;
    }

    public void NotifyBlock(BlockView block)
    {
        for (StreamObserver? observer = this; observer is not null; observer = observer.Next)
        {
            observer.BlockCompleted(block);
        }
    }

    public void NotifyResuming()
    {
        for (StreamObserver? observer = this; observer is not null; observer = observer.Next)
        {
            observer.Resuming();
        }
    }

    public void NotifyEnd(StreamCursor cursor, Exception? failure)
    {
        for (StreamObserver? observer = this; observer is not null; observer = observer.Next)
        {
            observer.Ended(cursor, failure);
        }
    }

    public void NotifyLost()
    {
        for (StreamObserver? observer = this; observer is not null; observer = observer.Next)
        {
            observer.Lost();
        }
    }

    /// <summary>Called when bytes have arrived, before their events are read.</summary>
    protected virtual void Received()
    {
    }

    /// <summary>
    /// Called for a delta of a block. Deltas that are read by comparison with the previous one are left out, unless this method has returned true before.
    /// </summary>
    /// <returns>Whether it has to be called for every following delta.</returns>
    protected virtual bool DeltaRead(StreamCursor cursor) => false;

    /// <summary>Called when a block is complete. The view is valid only during the call.</summary>
    protected virtual void BlockCompleted(BlockView block)
    {
    }

    /// <summary>Called before a further request is sent to resume the stream, in the execution context in which it is sent.</summary>
    protected virtual void Resuming()
    {
    }

    /// <summary>Called when the stream ends, also by a failure or by disposal. May be called more than once; the first call counts.</summary>
    /// <param name="cursor">The message as far as it was received.</param>
    /// <param name="failure">The exception that ended the stream; null if the message is complete, or the stream was disposed before.</param>
    protected abstract void Ended(StreamCursor cursor, Exception? failure);

    /// <summary>Called when a thread disposes the stream while another one reads it, so that the message cannot be read.</summary>
    protected virtual void Lost()
    {
    }
}
