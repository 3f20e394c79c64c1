using System.Runtime.CompilerServices;

namespace Claude.Aot.Streaming;

/// <content>Waits that end before there is an event.</content>
internal sealed partial class StreamPump
{
    /// <summary>
    /// Lets waits end at a time limit: <see cref="WaitAsync"/> then returns true although there is no event. Null if waits have no such limit. Only for a
    /// reader that expects it.
    /// </summary>
    public PausableRead? Pausable { get; set; }

    /// <summary>The time provider of the stream.</summary>
    public TimeProvider Time => _clock?.Time ?? TimeProvider.System;

    private ValueTask<bool> BeginPausableAsync(PausableRead pausable, CancellationToken cancellationToken)
    {
        // A zero-byte read is followed by another read, which must not begin while the reader is elsewhere.
        _sse.WaitWithBuffer();
        ValueTask<bool> read = ReadToEndAsync(_sse.ReadAsync(cancellationToken));
        if (!read.IsCompleted)
        {
            pausable.Start(read);
        }

        return read;
    }

    // The read ends without the reader, so that the reader's own time does not count as idle time, and the body is closed if that was requested.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> ReadToEndAsync(ValueTask<bool> read)
    {
        try
        {
            return await read.ConfigureAwait(false);
        }
        finally
        {
            await EndReadAsync().ConfigureAwait(false);
        }
    }
}
