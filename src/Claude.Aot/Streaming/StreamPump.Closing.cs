using Claude.Aot.Buffers;
using Claude.Aot.Sse;

namespace Claude.Aot.Streaming;

/// <content>Stopping, disposal, and who closes the body.</content>
internal sealed partial class StreamPump
{
    /// <summary>The caller stops here. Closes the body at once.</summary>
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

            Lifetime.EndLending();
            Cursor.Scope.NextVersion();
            Failure = new ClaudeStreamException(ClaudeStreamErrorKind.Abandoned, reason, Cursor.Fold.ToImage());
        }
        finally
        {
            Lifetime.Leave(section);
        }

        await CloseAsync().ConfigureAwait(false);
    }

    /// <summary>Ends the stream: cancels a read that is under way, closes the body, and returns the memory unless a section is open, which does so when it ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Lifetime.TryEnd(out bool isOwner))
        {
            return;
        }

        // From here on nothing stops but the end of draining.
        _clock?.Dispose();
        if (isOwner)
        {
            Cursor.Scope.NextVersion();

            // Draining reads over the bytes that a span may still show.
            if (IsOver && Failure is null && !Lifetime.IsLent && _sse.Gate.TryBeginRead())
            {
                await BodyDrain.RunAsync(_sse, _diagnostics, _clock?.Time ?? TimeProvider.System).ConfigureAwait(false);
                await EndReadAsync().ConfigureAwait(false);
            }

            _sse.ConsumeTaken();
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

    /// <summary>Asks for the body to be closed, and with it the request if it is still under way. Does nothing if it is closed already.</summary>
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
            // As with the body: nothing depends on a response that is not read anymore.
        }
    }
}
