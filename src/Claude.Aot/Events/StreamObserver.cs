using Claude.Aot.Model;

namespace Claude.Aot.Events;

/// <summary>
/// Is notified of blocks and of the end while the caller reads a stream. The implementation is in a higher layer, and only code of that layer refers to it, so
/// that the trimmer drops it from apps that do not use it.
/// </summary>
internal abstract class StreamObserver
{
    /// <summary>Called when a block is complete, on the thread that reads. The view is valid only during the call.</summary>
    public abstract void BlockCompleted(BlockView block);

    /// <summary>Called when the stream ends, also by a failure or by disposal. May be called more than once; the first call counts.</summary>
    /// <param name="message">The message as far as it was received; null if nothing was.</param>
    public abstract void Ended(MessageImage? message);
}
