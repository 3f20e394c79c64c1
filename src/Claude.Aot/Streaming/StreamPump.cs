using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Claude.Aot;

/// <summary>
/// Moves events from the body to the cursor: the only place of a message stream that waits. It keeps the stream's promise: it ends at <c>message_stop</c>,
/// or it fails with a typed exception that carries what had been received.
/// </summary>
internal sealed class StreamPump
{
    private readonly StreamLimits _limits;
    private readonly DiagnosticSink _diagnostics;

    // What carries the body; exchanged where a body that broke off is followed by another.
    private SseReader _sse;
    private StreamClock? _clock;
    private IDisposable? _owner;
    private bool _isResumed;
    private bool _isDisposed;

    private CancellationToken _reader;
    private bool _isWaiting;

    public StreamPump(SseReader sse, StreamLimits limits, DiagnosticSink diagnostics, StreamClock? clock = null, ClaudeResponse? response = null, IDisposable? owner = null)
    {
        _sse = sse;
        _limits = limits;
        _diagnostics = diagnostics;
        _clock = clock;
        _owner = owner;
        Response = response;
        if (owner is not null)
        {
            clock?.Guard(owner);
        }

        Events = new BufferedEvents(sse, limits, diagnostics);
        Cursor = Events.Cursor;
    }

    public BufferedEvents Events { get; }

    public StreamCursor Cursor { get; }

    /// <summary>The HTTP response that carries the body, or null.</summary>
    public ClaudeResponse? Response { get; }

    /// <summary>What carries the stream on where it breaks off; null where it ends then.</summary>
    public StreamResumer? Resumer { get; set; }

    /// <summary>Whether <c>message_stop</c> was read.</summary>
    public bool IsOver => Cursor.Fold.HasStopped;

    /// <summary>Why reading stopped before its end, or null.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether a limit of time was reached or the caller cancelled, so that the next wait fails.</summary>
    public bool IsStopped => _clock is { IsStopped: true };

    /// <summary>Lets a token that was given for one way of reading abort the request whenever it is cancelled, also while nothing is being waited for.</summary>
    public void Attach(CancellationToken reader)
    {
        _reader = reader;
        _clock?.Attach(reader);
    }

    /// <summary>Makes the next event that is buffered the current one. It does no I/O.</summary>
    /// <returns>False where none is buffered whole, or the message is over.</returns>
    public bool TryRead() => Events.TryTakeLearned() || TryReadOther();

    /// <summary>Waits until an event can be read.</summary>
    /// <returns>False where the message is over.</returns>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (_isWaiting)
        {
            throw new InvalidOperationException("A wait is already under way: a stream has one reader.");
        }

        Cursor.Scope.NextVersion();
        if (IsOver)
        {
            return new ValueTask<bool>(false);
        }

        if (cancellationToken.IsCancellationRequested || IsStopped)
        {
            throw Fail(new OperationCanceledException(cancellationToken), cancellationToken);
        }

        bool isReading = false;
        try
        {
            while (true)
            {
                if (Events.HasNext())
                {
                    return new ValueTask<bool>(true);
                }

                ValueTask<ReadResult> read = BeginReadAsync(cancellationToken);
                isReading = true;
                if (!read.IsCompletedSuccessfully)
                {
                    return WaitSlowAsync(read, cancellationToken);
                }

                // Bytes that are there already are common, and cost no state machine.
                ReadResult result = read.Result;
                if (result.IsCompleted || cancellationToken.IsCancellationRequested)
                {
                    return WaitSlowAsync(new ValueTask<ReadResult>(result), cancellationToken);
                }

                _sse.TryAccept(in result);
                isReading = false;
                EndRead();
            }
        }
        catch (Exception e)
        {
            if (isReading)
            {
                EndRead();
            }

            throw Fail(e, cancellationToken);
        }
    }

    /// <summary>Reads on to the end, event by event, for the sake of the fold.</summary>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        while (await WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            while (TryRead())
            {
            }
        }
    }

    /// <summary>The exception for a cancellation by the caller outside of a wait. Reading stops where the message is not over.</summary>
    public Exception Cancel(OperationCanceledException e, CancellationToken cancellationToken) =>
        IsOver ? new ClaudeCanceledException(Cursor.Fold.ToImage(), e, cancellationToken) : Fail(e, cancellationToken);

    /// <summary>The caller stops here. Closes the body at once.</summary>
    public async ValueTask StopAsync(string reason)
    {
        if (IsOver || Failure is not null)
        {
            return;
        }

        Cursor.Scope.NextVersion();
        Failure = new ClaudeStreamException(ClaudeStreamErrorKind.Abandoned, reason, Cursor.Fold.ToImage());
        await CloseAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;

        // From here on nothing stops but the end of draining.
        _clock?.Dispose();
        if (IsOver && Failure is null)
        {
            await BodyDrain.RunAsync(_sse, _diagnostics, _clock?.Time ?? TimeProvider.System).ConfigureAwait(false);
        }

        await CloseAsync().ConfigureAwait(false);
        Cursor.Dispose();
    }

    /// <summary>Closes the body, and with it the request where it is still under way.</summary>
    private async ValueTask CloseAsync()
    {
        await ClosePartAsync().ConfigureAwait(false);
        Resumer?.Dispose();
    }

    private async ValueTask ClosePartAsync()
    {
        _clock?.Dispose();
        await _sse.DisposeAsync().ConfigureAwait(false);
        _owner?.Dispose();
    }

    // Apart from TryRead, which is small enough to be inlined without a try block.
    private bool TryReadOther()
    {
        try
        {
            return Events.TryTake();
        }
        catch (Exception e)
        {
            throw Fail(e, default);
        }
    }

    private ValueTask<ReadResult> BeginReadAsync(CancellationToken cancellationToken)
    {
        Events.Release();
        _clock?.StartWait();
        return _sse.BeginReadAsync(_clock?.Token ?? cancellationToken);
    }

    private void EndRead()
    {
        ValueTask end = EndReadAsync();
        if (!end.IsCompletedSuccessfully)
        {
            // Disposed meanwhile: nobody waits for it.
            _ = end.AsTask();
        }
    }

    private ValueTask EndReadAsync()
    {
        _clock?.EndWait();
        return _sse.EndReadAsync();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> WaitSlowAsync(ValueTask<ReadResult> read, CancellationToken cancellationToken)
    {
        ClaudeException? failure;
        _isWaiting = true;
        using CancellationTokenRegistration registration = _clock?.CancelWith(cancellationToken) ?? default;
        bool isReading = false;
        try
        {
            while (true)
            {
                isReading = true;
                bool hasMore = _sse.TryAccept(await read.ConfigureAwait(false));
                isReading = false;
                await EndReadAsync().ConfigureAwait(false);
                if (hasMore && Events.HasNext())
                {
                    return true;
                }

                if (!hasMore)
                {
                    return Events.TryAdoptUnfinished() ? true : throw Truncated();
                }

                read = BeginReadAsync(cancellationToken);
            }
        }
        catch (Exception e)
        {
            Exception cause = e;
            if (isReading)
            {
                await EndReadAsync().ConfigureAwait(false);
                cause = ToTransport(e, _clock?.Token ?? cancellationToken);
            }

            failure = Resumer is null || Failure is not null ? null : Explain(cause, Cursor.Fold.ToImage(), cancellationToken) as ClaudeException;
            if (failure is null || !Resumer!.CanResume(failure))
            {
                throw Fail(cause, cancellationToken);
            }
        }
        finally
        {
            _isWaiting = false;
        }

        return await ResumeAsync(Resumer, failure, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Exchanges a body that broke off for one with what would have followed.</summary>
    private async ValueTask<bool> ResumeAsync(StreamResumer resumer, ClaudeException failure, CancellationToken cancellationToken)
    {
        _isWaiting = true;
        _isResumed = true;
        try
        {
            await ClosePartAsync().ConfigureAwait(false);
            _owner = null;
            _clock = resumer.CreateClock();
            _clock.Attach(_reader);
            using CancellationTokenRegistration registration = _clock.CancelWith(cancellationToken);
            Stream rest = await resumer.ReopenAsync(failure, Cursor, _diagnostics, _clock.Token).ConfigureAwait(false);
            _sse = SseReader.CreateForResponse(rest, MessageStream.ToSseOptions(_limits, leaveOpen: false));
            Events.Continue(_sse);
        }
        catch (Exception e)
        {
            throw Fail(e, cancellationToken);
        }
        finally
        {
            _isWaiting = false;
        }

        return await WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    // .NET quotes framing that it does not understand, and that may hold anything.
    private Exception ToTransport(Exception e, CancellationToken cancellationToken) =>
        e is ClaudeException || (e is OperationCanceledException && cancellationToken.IsCancellationRequested) ? e : ClaudeStreamException.Transport(Response?.CreateRedactor().Redact(e) ?? e);

    private ClaudeStreamException Truncated() => new(
        ClaudeStreamErrorKind.Truncated,
        (_diagnostics.EventNumber, Events.Unfinished) switch
        {
            (0, (0, _)) => "The body ended before the first event.",
            (0, (int bytes, int lines)) => string.Create(
                CultureInfo.InvariantCulture,
                $"The body ended after {bytes} bytes of data in {lines} lines, and no event had ended: an empty line ends an event, and none came. It was cut off, or the empty lines between its events were lost on the way."),
            (long events, _) => string.Create(CultureInfo.InvariantCulture, $"The body ended after {events} events, before message_stop. Partial has the message so far."),
        });

    /// <summary>Remembers why reading stopped, in the terms of this library, and closes the body.</summary>
    private Exception Fail(Exception e, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            return Failure;
        }

        if (_isDisposed)
        {
            return new ObjectDisposedException(nameof(MessageStream));
        }

        Cursor.Scope.NextVersion();
        Failure = Explain(e, Cursor.Fold.ToImage(), cancellationToken);
        _ = CloseAsync().AsTask();
        return Failure;
    }

    private Exception Explain(Exception e, MessageImage? partial, CancellationToken cancellationToken) => e switch
    {
        // Closing the body on a cancelled stream may surface as a failure of the transport: what counts is why it was closed.
        OperationCanceledException or ClaudeStreamException { Kind: ClaudeStreamErrorKind.Transport } when _clock?.ToException(partial, e) is { } stop => stop,
        OperationCanceledException => new ClaudeCanceledException(partial, e, cancellationToken),
        // Of what came after a joint they know only that part.
        ClaudeStreamException stream => stream.WithPartial(partial),
        ClaudeTimeoutException timeout => timeout.WithPartial(partial),
        ClaudeApiException api when _isResumed => api.WithPartial(partial),
        ClaudeApiException api when Response is not null => api.With(Response),
        // What is left of the others is the caller's own: its diagnostics callback threw.
        _ => e,
    };
}
