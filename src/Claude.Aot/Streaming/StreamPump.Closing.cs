using Claude.Aot.Buffers;
using Claude.Aot.Sse;

namespace Claude.Aot.Streaming;

/// <content>Stopping, disposal, and closing of the body.</content>
internal sealed partial class StreamPump
{
    /// <summary>Stops reading on behalf of the caller, and closes the body immediately.</summary>
    public async ValueTask StopAsync(string reason)
    {
        if (!Lifetime.TryEnter(out int section))
        {
            return;
        }

        try
        {
            if (IsOver || Failure is not null)
            {
                return;
            }

            Lifetime.EndBorrowing();
            Cursor.Scope.NextVersion();
            Failure = new ClaudeTransportException(ClaudeTransportErrorKind.Abandoned, reason, Cursor.Fold.ToImage());
            Cursor.Observer?.NotifyEnd(Cursor, Failure);
        }
        finally
        {
            Lifetime.Leave(section);
        }

        await CloseAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Ends the stream: cancels a read in progress, closes the body and returns the memory. If a section is open, it returns the memory when it ends.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (!Lifetime.TryEnd(out bool isOwner))
        {
            return;
        }

        // From now on, only the time limit of draining can stop a read.
        _clock?.Dispose();
        if (isOwner)
        {
            Cursor.Scope.NextVersion();
            if (Failure is null)
            {
                Cursor.Observer?.NotifyEnd(Cursor, failure: null);
            }

            // Draining overwrites the buffer, which is not allowed while a span may still refer to it.
            if (IsOver && Failure is null && !Lifetime.IsBorrowed && _sse.Gate.TryBeginRead())
            {
                await BodyDrain.RunAsync(_sse, _diagnostics, _clock?.Time ?? TimeProvider.System).ConfigureAwait(false);
                await EndReadAsync().ConfigureAwait(false);
            }

            _sse.ConsumeTaken();
        }
        else
        {
            Cursor.Observer?.NotifyLost();
        }

        await CloseAsync().ConfigureAwait(false);
        if (isOwner)
        {
            Lifetime.ReturnMemory();
        }
    }

    void IMemoryHolder.ReturnMemory()
    {
        Cursor.ReturnMemory();
        _sse.ReturnMemory();
    }

    /// <summary>Requests that the body is closed, which also aborts a request in progress. Does nothing if the body is already closed.</summary>
    private async ValueTask CloseAsync()
    {
        await ClosePartAsync().ConfigureAwait(false);
        Resumer?.Dispose();
    }

    private ValueTask ClosePartAsync()
    {
        StreamClock? clock = _clock;
        SseReader sse = _sse;
        IDisposable? owner = _owner;
        clock?.Dispose();
        if (sse.Gate.RequestClose())
        {
            return CloseBodyAsync(sse, owner);
        }

        if (sse.Gate.IsReading)
        {
            clock?.Cancel();
            sse.CancelRead();
        }

        return default;
    }

    private static async ValueTask CloseBodyAsync(SseReader sse, IDisposable? owner)
    {
        await sse.CloseBodyAsync().ConfigureAwait(false);
        try
        {
            owner?.Dispose();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Ignored, as for the body: a response that is no longer read does not matter.
        }
    }
}
