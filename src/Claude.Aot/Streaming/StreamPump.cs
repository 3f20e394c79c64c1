using System.Diagnostics;
using System.Runtime.CompilerServices;
using Claude.Aot.Buffers;
using Claude.Aot.Diagnostics;
using Claude.Aot.Events;
using Claude.Aot.Sse;

namespace Claude.Aot.Streaming;

/// <summary>
/// Moves events from the body to the cursor, and is the only part of a message stream that waits. A stream either ends at <c>message_stop</c>, or fails with a
/// typed exception that holds the message received so far.
/// </summary>
/// <remarks>
/// There is a single reader, but <see cref="DisposeAsync"/> may be called by any thread at any time. All code that accesses the stream's memory runs in a
/// section of <see cref="Lifetime"/>; no section spans a wait. The body has its own owner, the <see cref="BodyGate"/>: a read in progress is canceled, and the
/// body is closed when that read has ended.
/// </remarks>
internal sealed partial class StreamPump : IMemoryHolder
{
    private readonly StreamLimits _limits;
    private readonly DiagnosticSink _diagnostics;

    // The objects of the current body. They are replaced when an interrupted stream is resumed.
    private SseReader _sse;
    private StreamClock? _clock;
    private IDisposable? _owner;
    private bool _isResumed;

    private CancellationToken _reader;
    private bool _isWaiting;

    /// <summary>Creates the pump.</summary>
    /// <param name="sse">The reader of the body. Its memory becomes part of the stream's memory.</param>
    /// <param name="limits">The memory limits of the stream.</param>
    /// <param name="diagnostics">The sink for deviations.</param>
    /// <param name="clock">Stops the stream if a timeout expires or the caller cancels; null if only disposal stops it.</param>
    /// <param name="response">The response that carries the body, or null.</param>
    /// <param name="owner">The owner of that response; disposed when the body is closed.</param>
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
            clock?.CloseOnStop(owner);
        }

        Events = new BufferedEvents(_sse, Lifetime, limits, diagnostics);
        Cursor = Events.Cursor;
    }

    /// <summary>Tracks how long the stream's memory is valid, and who uses it.</summary>
    public MemoryLifetime Lifetime { get; }

    public BufferedEvents Events { get; }

    public StreamCursor Cursor { get; }

    /// <summary>The HTTP response that carries the body, or null.</summary>
    public ClaudeResponse? Response { get; }

    /// <summary>Resumes the stream if it is interrupted; null if it then fails.</summary>
    public StreamResumer? Resumer { get; set; }

    /// <summary>Whether <c>message_stop</c> was read.</summary>
    public bool IsOver => Cursor.Fold.HasStopped;

    /// <summary>The reason why reading stopped before the end, or null.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether a timeout expired or the caller canceled. The next wait then fails.</summary>
    public bool IsStopped => _clock is { IsStopped: true };

    /// <summary>Lets the token of a reader abort the request at any time, even between waits.</summary>
    public void Attach(CancellationToken reader)
    {
        _reader = reader;
        _clock?.Attach(reader);
    }

    /// <summary>Makes the next buffered event the current one. Does no I/O. Must be called in a section.</summary>
    /// <returns>False if no complete event is buffered, or at the end of the message.</returns>
    public bool TryRead() => Events.TryTakeLearned() || TryReadOther();

    /// <summary>Does the same as <see cref="TryRead"/>, after <see cref="BufferedEvents.TryTakeLearned"/> has returned false.</summary>
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
    /// <returns>False at the end of the message.</returns>
    /// <exception cref="InvalidOperationException">Another wait is in progress, or another thread reads the stream. All other failures are reported through
    /// the task.</exception>
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
                throw new InvalidOperationException("A wait is already in progress: a stream has one reader.");
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

    /// <summary>Reads all remaining events, so that the fold becomes complete.</summary>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        while (await WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            TakeBuffered(cancellationToken);
        }
    }

    /// <summary>Reads all buffered events, unless the stream is stopped or the caller cancels in the meantime.</summary>
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

    /// <summary>Looks for a buffered event, and begins to read from the body if there is none.</summary>
    /// <returns>True if there is nothing to wait for; <paramref name="hasEvent"/> is then the result of the wait. Otherwise <paramref name="read"/> must be
    /// awaited.</returns>
    private bool TryBegin(CancellationToken cancellationToken, out bool hasEvent, out ValueTask<bool> read)
    {
        hasEvent = false;
        read = default;
        Cursor.Scope.NextVersion();
        if (IsOver)
        {
            Resumer?.ReleaseRequest();
            Lifetime.EndBorrowing();
            return true;
        }

        if (cancellationToken.IsCancellationRequested || IsStopped)
        {
            Lifetime.EndBorrowing();
            throw Fail(new OperationCanceledException(cancellationToken), cancellationToken);
        }

        if (Pausable is { IsReading: true })
        {
            // An earlier wait left this read in progress.
            return false;
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

                // A read that completes synchronously is common, and is handled without an async state machine.
                if (!read.Result)
                {
                    read = new ValueTask<bool>(false);
                    return false;
                }

                Cursor.Observer?.NotifyReceived();
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

        // These calls come after the gate, which is a full fence, because from here on memory is returned to the pool.
        Lifetime.VerifyAlone();
        Events.Release();
        return Pausable is { } pausable ? BeginPausableAsync(pausable, token) : _sse.ReadAsync(token);
    }

    private void EndRead()
    {
        ValueTask end = EndReadAsync();
        if (!end.IsCompletedSuccessfully)
        {
            // The body is being closed because this was requested in the meantime. There is no need to wait for that.
            _ = end.AsTask();
        }
    }

    /// <summary>Ends a read, and closes the body if that was requested in the meantime.</summary>
    private ValueTask EndReadAsync() => _sse.Gate.IsReading && _sse.Gate.EndRead() ? CloseBodyAsync(_sse, _owner) : default;

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
                if (Pausable is { IsReading: true } pausable)
                {
                    await pausable.WaitAsync().ConfigureAwait(false);
                    if (!pausable.HasEnded)
                    {
                        _isWaiting = false;
                        return true;
                    }
                }

                bool hasMore = Pausable is { IsReading: true } ended ? ended.Take() : await read.ConfigureAwait(false);
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

    /// <summary>Processes the result of a read.</summary>
    /// <returns>True if the wait is over because there is an event. Otherwise <paramref name="next"/> must be awaited.</returns>
    private bool TryGoOn(bool hasMore, CancellationToken cancellationToken, out ValueTask<bool> next)
    {
        next = default;
        int section = Lifetime.Enter();
        try
        {
            Cursor.Observer?.NotifyReceived();
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
