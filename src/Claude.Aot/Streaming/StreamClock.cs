using Claude.Aot.Buffers;
using Claude.Aot.Model;
using Claude.Aot.Telemetry;

namespace Claude.Aot.Streaming;

/// <summary>
/// The clock of one attempt. It stops the attempt if a timeout expires or the caller cancels, and remembers which of them it was. Once stopped, it stays
/// stopped.
/// </summary>
internal sealed class StreamClock : IDisposable
{
    private readonly Lock _lock = new();

    // Never disposed, because a timer may fire during the disposal. A source without a timer of its own holds no resources.
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

    // Invariant: a running timeout is measured from _since, and the timer is set to fire no later than the timeout ends. The idle timeout runs during each
    // read. Setting the timer for each read would take the timer queue's lock three times per read. Instead, the timer checks _since when it fires, and is set
    // again for the remaining time.
    private ClaudeTimeoutKind _kind = ClaudeTimeoutKind.FirstEvent;
    private TimeSpan _limit;
    private long _since;
    private bool _isFirstRunning;
    private volatile bool _isTimerSet;
    private bool _isStopped;
    private ClaudeTimeoutKind? _reachedKind;
    private TimeSpan _reachedLimit;
    private CancellationToken _canceledBy;

    /// <summary>Creates the clock.</summary>
    /// <param name="time">The time provider.</param>
    /// <param name="timeouts">The timeouts.</param>
    /// <param name="server">The host name of the server, for metrics.</param>
    /// <param name="total">A token that is canceled when the total timeout expires.</param>
    /// <param name="caller">The caller's token for the whole call.</param>
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

    /// <summary>Tracks whether the body is being read, and who closes it.</summary>
    public BodyGate Gate { get; } = new();

    /// <summary>The callback that is notified of a stall, or null.</summary>
    public Action<ClaudeDiagnostic>? OnDiagnostic { get; init; }

    /// <summary>A token that is canceled by the caller and by every timeout.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether a timeout expired or the caller canceled.</summary>
    public bool IsStopped => _source.IsCancellationRequested;

    /// <summary>Whether a timeout stopped the clock.</summary>
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

    /// <summary>Starts or restarts the timeout until the first event. Received bytes do not restart it; only <see cref="EndFirstEvent"/> ends it.</summary>
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

    /// <summary>Ends the timeout until the first event. From now on the idle timeout applies.</summary>
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

    /// <summary>
    /// Sets the body that is closed when the clock stops. It is closed immediately if it is not being read; otherwise the read is canceled, and the body is
    /// closed when the read has ended.
    /// </summary>
    public void CloseOnStop(IDisposable body) => _body = body;

    /// <summary>Begins a wait for data and restarts the idle timeout. A wait ends with the first byte.</summary>
    /// <returns>False if the clock has stopped.</returns>
    /// <exception cref="InvalidOperationException">Another wait is in progress.</exception>
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

        // The gate is a full fence: either this code sees that the timer is not set, or the timer's callback sees the read.
        if (isTimed && !_isTimerSet)
        {
            lock (_lock)
            {
                SetTimer();
            }
        }

        return true;
    }

    /// <summary>Ends a wait, so that the caller's own time does not count. Closes the body if the clock was stopped in the meantime.</summary>
    public void EndWait()
    {
        if (Gate.EndRead())
        {
            _body?.Dispose();
        }
    }

    /// <summary>Lets the token of a reader stop the clock for the lifetime of the stream, like the token of the call.</summary>
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

    /// <summary>Lets the token of a wait stop the clock while the wait lasts.</summary>
    public CancellationTokenRegistration CancelWith(CancellationToken wait) => wait == _caller || wait == _reader ? default : StopWith(wait);

    /// <summary>Creates the exception for the reason why the clock stopped; returns null if it has not stopped.</summary>
    public Exception? ToException(MessageImage? partial, Exception cause)
    {
        lock (_lock)
        {
            return !_isStopped ? null
                : _reachedKind is { } kind ? new ClaudeTimeoutException(kind, _reachedLimit, partial, cause)
                : new ClaudeCanceledException(partial, cause, _canceledBy);
        }
    }

    /// <summary>Cancels the operations in progress, for disposal. This counts neither as a timeout nor as a cancellation by the caller.</summary>
    public void Cancel()
    {
        try
        {
            _source.Cancel();
        }
        catch (AggregateException)
        {
            // A callback of the transport failed. The exception must not crash the timer's thread or surface from disposal.
        }
    }

    /// <summary>Ends all timeouts. Does not wait for a callback that is running, because that callback may be the caller of this method.</summary>
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
                // Timers use whole milliseconds, and a value that is rounded down would fire early.
                _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
                return;
            }

            // Marked under the same lock, because the first event may arrive at this moment and change the kind and the limit.
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
        // If no read is in progress that could be canceled, the server notices the cancellation because the body is closed.
        if (_body is { } body && Gate.RequestClose())
        {
            body.Dispose();
        }

        Cancel();
        if (kind is ClaudeTimeoutKind.FirstEvent or ClaudeTimeoutKind.Idle)
        {
            CallCounters.CountStall(kind.Value, _server);
            ReportStall(kind.Value);
        }
    }

    private void ReportStall(ClaudeTimeoutKind kind)
    {
        try
        {
            OnDiagnostic?.Invoke(new ClaudeDiagnostic(ClaudeDiagnosticKind.Stalled, 0) { Failure = new ClaudeTimeoutException(kind, _reachedLimit, null) });
        }
        catch (Exception)
        {
            // The callback is the caller's, and this is a timer's thread: an exception would end the process.
        }
    }
}
