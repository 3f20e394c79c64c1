using System.Diagnostics;
using System.Runtime.CompilerServices;
using Claude.Aot.Buffers;
using Claude.Aot.Diagnostics;
using Claude.Aot.Events;
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
internal sealed partial class StreamPump : IMemoryHolder
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
}
