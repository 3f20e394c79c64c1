using Claude.Aot.Buffers;
using Claude.Aot.Diagnostics;
using Claude.Aot.Model;

namespace Claude.Aot.Streaming;

/// <summary>
/// The clock of one attempt: it stops it when a limit of time is reached or when the caller cancels, and remembers which it was. Stopped once, it stays so.
/// </summary>
internal sealed class StreamClock : IDisposable
{
    private readonly Lock _lock = new();

    // Never disposed: a timer may fire at the very moment of disposal, and a source without a timer of its own holds nothing.
    private readonly CancellationTokenSource _source = new();
    private readonly ITimer _timer;
    private readonly ClaudeTimeouts _timeouts;
    private readonly CancellationToken _caller;
    private readonly string _server;
    private readonly CancellationTokenRegistration _callerRegistration;
    private readonly CancellationTokenRegistration _totalRegistration;
    private CancellationToken _reader;
    private CancellationTokenRegistration _readerRegistration;
    private IDisposable? _body;

    private bool _isDisposed;

    // Invariant: a limit that runs counts from _since, and the timer is set to fire no later than it ends. The idle limit runs during each read. Setting the timer anew for
    // every one would take the timer queue's lock three times per read: instead it looks at _since when it fires, and goes on for what is left.
    private ClaudeTimeoutKind _kind = ClaudeTimeoutKind.FirstEvent;
    private TimeSpan _limit;
    private long _since;
    private bool _isFirstRunning;
    private volatile bool _isTimerSet;
    private bool _isStopped;
    private ClaudeTimeoutKind? _reachedKind;
    private TimeSpan _reachedLimit;
    private CancellationToken _canceledBy;

    /// <param name="time">Where time comes from.</param>
    /// <param name="timeouts">The limits.</param>
    /// <param name="server">The name of the host that is asked.</param>
    /// <param name="total">Is cancelled when the limit of the whole call is reached.</param>
    /// <param name="caller">The token that the caller gave for the whole call.</param>
    public StreamClock(TimeProvider time, ClaudeTimeouts timeouts, string server, CancellationToken total, CancellationToken caller)
    {
        Time = time;
        _timeouts = timeouts;
        _caller = caller;
        _server = server;
        _timer = time.CreateTimer(static state => ((StreamClock)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _totalRegistration = total.UnsafeRegister(static state => ((StreamClock)state!).StopAtTotal(), this);
        _callerRegistration = StopWith(caller);
    }

    public TimeProvider Time { get; }

    /// <summary>Says when the body is read, and who closes it.</summary>
    public BodyGate Gate { get; } = new();

    /// <summary>Is cancelled by the caller and by every limit.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether a limit was reached or the caller cancelled.</summary>
    public bool IsStopped => _source.IsCancellationRequested;

    /// <summary>Whether it was a limit that stopped it.</summary>
    public bool HasReachedLimit
    {
        get
        {
            lock (_lock)
            {
                return _reachedKind is not null;
            }
        }
    }

    /// <summary>Starts the limit until the first event: no byte starts it anew, only <see cref="EndFirstEvent"/> ends it.</summary>
    public void StartFirstEvent()
    {
        lock (_lock)
        {
            _limit = _timeouts.FirstEvent;
            _since = Time.GetTimestamp();
            _isFirstRunning = _limit != Timeout.InfiniteTimeSpan;
            if (_isFirstRunning)
            {
                SetTimer();
            }
        }
    }

    /// <summary>The first event has come. From here on the limit is how long nothing may arrive.</summary>
    public void EndFirstEvent()
    {
        lock (_lock)
        {
            _kind = ClaudeTimeoutKind.Idle;
            _limit = _timeouts.Idle;
            _isTimerSet = false;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>From here on stopping closes the body: at once if it is not being read, else when the read, which is canceled, has ended.</summary>
    public void Guard(IDisposable body) => _body = body;

    /// <summary>A wait for data begins, and with it the idle limit anew: each ends with the first byte.</summary>
    /// <returns>False if it has stopped.</returns>
    /// <exception cref="InvalidOperationException">Another wait is under way.</exception>
    public bool TryStartWait()
    {
        bool isTimed = _kind == ClaudeTimeoutKind.Idle && _limit != Timeout.InfiniteTimeSpan;
        if (isTimed)
        {
            Volatile.Write(ref _since, Time.GetTimestamp());
        }

        if (!Gate.TryBeginRead())
        {
            return false;
        }

        // The gate is a full fence: either this sees that the timer is not set, or the timer that fires sees the read.
        if (isTimed && !_isTimerSet)
        {
            lock (_lock)
            {
                SetTimer();
            }
        }

        return true;
    }

    /// <summary>The wait is over: the caller's own time does not count. Closes the body if the clock was stopped meanwhile.</summary>
    public void EndWait()
    {
        if (Gate.EndRead())
        {
            _body?.Dispose();
        }
    }

    /// <summary>Lets a token that was given for one way of reading stop everything, as the one of the call does, for as long as the stream lives.</summary>
    public void Attach(CancellationToken reader)
    {
        if (!reader.CanBeCanceled || reader == _caller || _reader.CanBeCanceled)
        {
            return;
        }

        _reader = reader;
        CancellationTokenRegistration registration = StopWith(reader);
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _readerRegistration = registration;
                return;
            }
        }

        registration.Unregister();
    }

    /// <summary>Lets a token that was given for one wait stop everything while the wait lasts.</summary>
    public CancellationTokenRegistration CancelWith(CancellationToken wait) => wait == _caller || wait == _reader ? default : StopWith(wait);

    /// <summary>The exception for what stopped it, or null where nothing did.</summary>
    public Exception? ToException(MessageImage? partial, Exception cause)
    {
        lock (_lock)
        {
            return !_isStopped ? null
                : _reachedKind is { } kind ? new ClaudeTimeoutException(kind, _reachedLimit, partial, cause)
                : new ClaudeCanceledException(partial, cause, _canceledBy);
        }
    }

    /// <summary>Stops at disposal: cancels what is under way. It is neither a limit nor the caller's cancellation.</summary>
    public void Cancel()
    {
        try
        {
            _source.Cancel();
        }
        catch (AggregateException)
        {
            // A callback of the transport failed. It must not bring down the timer's thread, or come out of disposal.
        }
    }

    /// <summary>Ends every limit. A callback that runs at this moment is not waited for: it could be the caller of this.</summary>
    public void Dispose()
    {
        CancellationTokenRegistration reader;
        lock (_lock)
        {
            _isDisposed = true;
            reader = _readerRegistration;
        }

        _timer.Dispose();
        _callerRegistration.Unregister();
        _totalRegistration.Unregister();
        reader.Unregister();
    }

    private CancellationTokenRegistration StopWith(CancellationToken token) =>
        token.UnsafeRegister(static (state, canceled) => ((StreamClock)state!).Stop(null, default, canceled), this);

    private void StopAtTotal() => Stop(ClaudeTimeoutKind.Total, _timeouts.Total, default);

    private void SetTimer()
    {
        if (!_isTimerSet)
        {
            _isTimerSet = true;
            _timer.Change(_limit, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnTimer()
    {
        ClaudeTimeoutKind kind;
        lock (_lock)
        {
            _isTimerSet = false;
            Interlocked.MemoryBarrier();
            if (!(_kind == ClaudeTimeoutKind.FirstEvent ? _isFirstRunning : Gate.IsReading))
            {
                return;
            }

            TimeSpan left = _limit - Time.GetElapsedTime(Volatile.Read(ref _since));
            if (left > TimeSpan.Zero)
            {
                _isTimerSet = true;
                // Timers count whole milliseconds, and one that is rounded down fires early.
                _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
                return;
            }

            // Under the same lock: the first event may come at this very moment, and with it another kind and limit.
            kind = _kind;
            if (!TryMarkStopped(kind, _limit, default))
            {
                return;
            }
        }

        CancelAndClose(kind);
    }

    private void Stop(ClaudeTimeoutKind? kind, TimeSpan limit, CancellationToken canceledBy)
    {
        lock (_lock)
        {
            if (!TryMarkStopped(kind, limit, canceledBy))
            {
                return;
            }
        }

        CancelAndClose(kind);
    }

    private bool TryMarkStopped(ClaudeTimeoutKind? kind, TimeSpan limit, CancellationToken canceledBy)
    {
        if (_isStopped)
        {
            return false;
        }

        _isStopped = true;
        _reachedKind = kind;
        _reachedLimit = limit;
        _canceledBy = canceledBy;
        return true;
    }

    private void CancelAndClose(ClaudeTimeoutKind? kind)
    {
        // If no read is there to be canceled, the server shall see it all the same.
        if (_body is { } body && Gate.RequestClose())
        {
            body.Dispose();
        }

        Cancel();
        if (kind is ClaudeTimeoutKind.FirstEvent or ClaudeTimeoutKind.Idle)
        {
            ClaudeMetrics.CountStall(kind.Value, _server);
        }
    }
}
