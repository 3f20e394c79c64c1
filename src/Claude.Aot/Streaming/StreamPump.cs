using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Claude.Aot.Buffers;
using Claude.Aot.Diagnostics;
using Claude.Aot.Events;
using Claude.Aot.Model;
using Claude.Aot.Sse;

namespace Claude.Aot.Streaming;

/// <summary>
/// Moves events from the body to the cursor: the only place of a message stream that waits. It keeps the stream's promise: it ends at <c>message_stop</c>,
/// or it fails with a typed exception that carries what had been received.
/// </summary>
/// <remarks>
/// One reader; <see cref="DisposeAsync"/> may be called by any thread at any time. Everything that touches the stream's memory is a section of <see cref="Lifetime"/>; no section
/// spans a wait. The body has an owner of its own, the <see cref="BodyGate"/>: a read that is under way is canceled, and closes the body when it has ended.
/// </remarks>
internal sealed class StreamPump : IMemoryHolder
{
    private readonly StreamLimits _limits;
    private readonly DiagnosticSink _diagnostics;

    // What carries the body; exchanged if a body that broke off is followed by another.
    private SseReader _sse;
    private StreamClock? _clock;
    private IDisposable? _owner;
    private bool _isResumed;

    private CancellationToken _reader;
    private bool _isWaiting;

    /// <param name="sse">The reader of the body. Its memory becomes part of the stream's.</param>
    /// <param name="limits">How much memory the message may take.</param>
    /// <param name="diagnostics">Where deviations are reported.</param>
    /// <param name="clock">Stops at a limit of time or when the caller cancels; null if only disposal stops the stream.</param>
    /// <param name="response">The response that carries the body, or null.</param>
    /// <param name="owner">Closes that response.</param>
    public StreamPump(
        SseReader sse,
        StreamLimits limits,
        DiagnosticSink diagnostics,
        StreamClock? clock = null,
        ClaudeResponse? response = null,
        IDisposable? owner = null)
    {
        Debug.Assert(clock is null || clock.Gate == sse.Gate, "The clock closes the body that the reader reads.");
        Lifetime = new MemoryLifetime(this);
        _sse = sse;
        sse.Join(Lifetime);
        _limits = limits;
        _diagnostics = diagnostics;
        _clock = clock;
        _owner = owner;
        Response = response;
        if (owner is not null)
        {
            clock?.Guard(owner);
        }

        Events = new BufferedEvents(_sse, Lifetime, limits, diagnostics);
        Cursor = Events.Cursor;
    }

    /// <summary>Says until when the stream's memory is there, and who uses it.</summary>
    public MemoryLifetime Lifetime { get; }

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

    /// <summary>Makes the next event that is buffered the current one. It does no I/O. To be called in a section.</summary>
    /// <returns>False where none is buffered whole, or the message is over.</returns>
    public bool TryRead() => Events.TryTakeLearned() || TryReadOther();

    /// <summary>The same, after <see cref="BufferedEvents.TryTakeLearned"/> has not found one.</summary>
    public bool TryReadOther()
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

    /// <summary>Waits until an event can be read.</summary>
    /// <returns>False where the message is over.</returns>
    /// <exception cref="InvalidOperationException">A wait is under way, or another thread reads the stream. Every other failure comes with the task.</exception>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (!Lifetime.TryEnter(out int section))
        {
            return ValueTask.FromException<bool>(Disposed());
        }

        ValueTask<bool> read;
        try
        {
            if (_isWaiting || section == MemoryLifetime.Nested)
            {
                throw new InvalidOperationException("A wait is already under way: a stream has one reader.");
            }

            if (TryBegin(cancellationToken, out bool hasEvent, out read))
            {
                return new ValueTask<bool>(hasEvent);
            }

            _isWaiting = true;
        }
        catch (Exception e) when (ReferenceEquals(e, Failure) || e is ObjectDisposedException)
        {
            return ValueTask.FromException<bool>(e);
        }
        finally
        {
            Lifetime.Leave(section);
        }

        return WaitSlowAsync(read, cancellationToken);
    }

    /// <summary>Reads on to the end, event by event, for the sake of the fold.</summary>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        while (await WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            TakeBuffered(cancellationToken);
        }
    }

    /// <summary>The exception for a cancellation by the caller outside of a wait. Reading stops where the message is not over.</summary>
    public Exception Cancel(OperationCanceledException e, CancellationToken cancellationToken)
    {
        if (!Lifetime.TryEnter(out int section))
        {
            return Disposed();
        }

        try
        {
            return IsOver ? new ClaudeCanceledException(Cursor.Fold.ToImage(), e, cancellationToken) : Fail(e, cancellationToken);
        }
        finally
        {
            Lifetime.Leave(section);
        }
    }

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

    /// <summary>Takes every event that is buffered, unless the stream is stopped or the caller cancels meanwhile.</summary>
    private void TakeBuffered(CancellationToken cancellationToken)
    {
        int section = Lifetime.Enter();
        try
        {
            while (!IsStopped && !cancellationToken.IsCancellationRequested && TryRead())
            {
            }
        }
        finally
        {
            Lifetime.Leave(section);
        }
    }

    /// <summary>Looks for an event, and begins to read from the body if none is buffered.</summary>
    /// <returns>Whether there is nothing to wait for: <paramref name="hasEvent"/> says how the wait ends. Else it waits for <paramref name="read"/>.</returns>
    private bool TryBegin(CancellationToken cancellationToken, out bool hasEvent, out ValueTask<bool> read)
    {
        hasEvent = false;
        read = default;
        Cursor.Scope.NextVersion();
        if (IsOver)
        {
            Lifetime.EndLending();
            return true;
        }

        if (cancellationToken.IsCancellationRequested || IsStopped)
        {
            Lifetime.EndLending();
            throw Fail(new OperationCanceledException(cancellationToken), cancellationToken);
        }

        try
        {
            while (!(hasEvent = Events.HasNext()))
            {
                read = BeginReadAsync(cancellationToken);
                if (!read.IsCompletedSuccessfully)
                {
                    return false;
                }

                // Bytes that are there already are common, and cost no state machine.
                if (!read.Result)
                {
                    read = new ValueTask<bool>(false);
                    return false;
                }

                _sse.Accept(hasMore: true);
                EndRead();
            }

            return true;
        }
        catch (Exception e)
        {
            if (_sse.Gate.IsReading)
            {
                EndRead();
            }

            throw Fail(e, cancellationToken);
        }
    }

    private ValueTask<bool> BeginReadAsync(CancellationToken cancellationToken)
    {
        CancellationToken token = _clock?.Token ?? cancellationToken;
        if (!(_clock?.TryStartWait() ?? _sse.Gate.TryBeginRead()))
        {
            throw Lifetime.IsEnded ? Disposed() : new OperationCanceledException(token);
        }

        // Behind the gate, which is a full fence: from here on memory returns to the pool.
        Lifetime.VerifyAlone();
        Events.Release();
        return _sse.ReadAsync(token);
    }

    private void EndRead()
    {
        ValueTask end = EndReadAsync();
        if (!end.IsCompletedSuccessfully)
        {
            // Closed meanwhile: nobody waits for it.
            _ = end.AsTask();
        }
    }

    /// <summary>Ends a read, and closes the body if that was asked for meanwhile.</summary>
    private ValueTask EndReadAsync() => _sse.Gate.EndRead() ? CloseBodyAsync(_sse, _owner) : default;

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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> WaitSlowAsync(ValueTask<bool> read, CancellationToken cancellationToken)
    {
        ClaudeException? failure;
        CancellationTokenRegistration registration = CancelWith(cancellationToken);
        bool isReading = true;
        try
        {
            while (true)
            {
                bool hasMore = await read.ConfigureAwait(false);
                isReading = false;
                await EndReadAsync().ConfigureAwait(false);
                if (TryGoOn(hasMore, cancellationToken, out read))
                {
                    return true;
                }

                isReading = true;
            }
        }
        catch (Exception e)
        {
            if (_sse.Gate.IsReading)
            {
                await EndReadAsync().ConfigureAwait(false);
            }

            failure = EndWait(e, isReading, cancellationToken);
        }
        finally
        {
            registration.Unregister();
        }

        return await ResumeAsync(Resumer!, failure, cancellationToken).ConfigureAwait(false);
    }

    private CancellationTokenRegistration CancelWith(CancellationToken wait) =>
        _clock is { } clock ? clock.CancelWith(wait) : default;

    /// <summary>Takes what a read gave.</summary>
    /// <returns>Whether the wait is over: there is an event. Else it goes on with <paramref name="next"/>.</returns>
    private bool TryGoOn(bool hasMore, CancellationToken cancellationToken, out ValueTask<bool> next)
    {
        next = default;
        int section = Lifetime.Enter();
        try
        {
            if (_sse.Accept(hasMore))
            {
                if (Events.HasNext())
                {
                    _isWaiting = false;
                    return true;
                }

                next = BeginReadAsync(cancellationToken);
                return false;
            }

            _isWaiting = false;
            return Events.TryAdoptUnfinished() ? true : throw Truncated();
        }
        finally
        {
            Lifetime.Leave(section);
        }
    }

    /// <summary>A wait has failed. Throws the failure, unless the stream can be carried on after it.</summary>
    private ClaudeException EndWait(Exception e, bool isReading, CancellationToken cancellationToken)
    {
        if (!Lifetime.TryEnter(out int section))
        {
            throw Disposed();
        }

        try
        {
            Exception cause = isReading ? ToTransport(e, _clock?.Token ?? cancellationToken) : e;
            if (Resumer is not null && Failure is null && _diagnostics.CallerFailure is null
                && Explain(cause, Cursor.Fold.ToImage(), cancellationToken) is ClaudeException failure && Resumer.CanResume(failure))
            {
                // Still waiting.
                return failure;
            }

            _isWaiting = false;
            throw Fail(cause, cancellationToken);
        }
        finally
        {
            Lifetime.Leave(section);
        }
    }

    /// <summary>Exchanges a body that broke off for one with what would have followed.</summary>
    private async ValueTask<bool> ResumeAsync(StreamResumer resumer, ClaudeException failure, CancellationToken cancellationToken)
    {
        try
        {
            _isResumed = true;
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
                    // Disposal may have seen only the body before.
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

    // .NET quotes framing that it does not understand, and that may hold anything.
    private Exception ToTransport(Exception e, CancellationToken cancellationToken) =>
        e is ClaudeException || (e is OperationCanceledException && cancellationToken.IsCancellationRequested) || (e is InvalidOperationException && Lifetime.IsMisused) ? e : ClaudeStreamException.Transport(Response?.CreateRedactor().Redact(e) ?? e);

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

    private static ObjectDisposedException Disposed() => new(nameof(MessageStream));

    /// <summary>
    /// Remembers why reading stopped, in the terms of this library, and closes the body. To be called in a section. The memory stays until disposal: the caller may hold spans of
    /// earlier events.
    /// </summary>
    private Exception Fail(Exception e, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            return Failure;
        }

        if (Lifetime.IsEnded)
        {
            return Disposed();
        }

        Cursor.Scope.NextVersion();
        Failure = Explain(e, Cursor.Fold.ToImage(), cancellationToken);
        _ = CloseAsync().AsTask();
        return Failure;
    }

    private Exception Explain(Exception e, MessageImage? partial, CancellationToken cancellationToken) => e switch
    {
        // The caller's own, whatever its type: its callback threw.
        _ when ReferenceEquals(e, _diagnostics.CallerFailure) => e,
        // Closing the body on a cancelled stream may surface as a failure of the transport: what counts is why it was closed.
        OperationCanceledException or ClaudeStreamException { Kind: ClaudeStreamErrorKind.Transport } when _clock?.ToException(partial, e) is { } stop => stop,
        OperationCanceledException => new ClaudeCanceledException(partial, e, cancellationToken),
        // Of what came after a joint they know only that part.
        ClaudeStreamException stream => stream.WithPartial(partial),
        ClaudeTimeoutException timeout => timeout.WithPartial(partial),
        ClaudeApiException api when _isResumed => api.WithPartial(partial),
        ClaudeApiException api when Response is not null => api.With(Response),
        _ => e,
    };
}
