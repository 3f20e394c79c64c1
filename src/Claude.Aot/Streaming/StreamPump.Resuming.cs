using Claude.Aot.Sse;

namespace Claude.Aot.Streaming;

/// <content>Replacement of an interrupted body by one that continues it.</content>
internal sealed partial class StreamPump
{
    /// <summary>Replaces an interrupted body by one with the events that would have followed.</summary>
    private async ValueTask<bool> ResumeAsync(StreamResumer resumer, ClaudeException failure, CancellationToken cancellationToken)
    {
        try
        {
            _isResumed = true;
            Cursor.Observer?.NotifyResuming();
            await ClosePartAsync().ConfigureAwait(false);
            _owner = null;
            StreamClock clock = resumer.CreateClock();
            _clock = clock;
            clock.Attach(_reader);
            CancellationTokenRegistration registration = clock.CancelWith(cancellationToken);
            try
            {
                Stream rest = await resumer.ReopenAsync(failure, Cursor, _diagnostics, clock.Token).ConfigureAwait(false);
                if (!TryContinue(rest, clock))
                {
                    await rest.DisposeAsync().ConfigureAwait(false);
                    throw Disposed();
                }

                if (Lifetime.IsEnded)
                {
                    // Disposal on another thread may have closed only the previous body.
                    await CloseAsync().ConfigureAwait(false);
                }
            }
            finally
            {
                registration.Unregister();
            }
        }
        catch (Exception e)
        {
            throw FailResuming(e, cancellationToken);
        }

        return await WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private bool TryContinue(Stream rest, StreamClock clock)
    {
        if (!Lifetime.TryEnter(out int section))
        {
            return false;
        }

        try
        {
            _sse.ReturnMemory();
            _sse = SseReader.CreateForResponse(rest, MessageStream.ToSseOptions(_limits, leaveOpen: false), clock.Gate, clock.Token);
            _sse.Join(Lifetime);
            Events.Continue(_sse);
            _isWaiting = false;
            return true;
        }
        finally
        {
            Lifetime.Leave(section);
        }
    }

    private Exception FailResuming(Exception e, CancellationToken cancellationToken)
    {
        if (!Lifetime.TryEnter(out int section))
        {
            _clock?.Dispose();
            return Disposed();
        }

        try
        {
            _isWaiting = false;
            return Fail(e, cancellationToken);
        }
        finally
        {
            Lifetime.Leave(section);
        }
    }
}
