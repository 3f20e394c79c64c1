namespace Claude.Aot;

/// <summary>
/// The clock of one attempt: it cancels <see cref="Token"/> when a limit of time is reached or when the caller cancels, and remembers which it was.
/// Once it has fired it stays so.
/// </summary>
internal sealed class StreamClock : IDisposable
{
    // Never disposed: a timer may fire at the very moment of disposal, and a source without a timer of its own holds nothing.
    private readonly CancellationTokenSource _source = new();
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _callerRegistration;
    private readonly CancellationToken _caller;
    private readonly TimeSpan _idle;
    private ClaudeTimeoutKind _armedKind = ClaudeTimeoutKind.Idle;
    private TimeSpan _armedLimit;
    private ClaudeTimeoutKind? _firedKind;
    private TimeSpan _firedLimit;
    private bool _isWaiting;

    /// <param name="time">Where time comes from.</param>
    /// <param name="idle">How long nothing may arrive between events.</param>
    /// <param name="caller">The token that the caller gave for the whole request.</param>
    public StreamClock(TimeProvider time, TimeSpan idle, CancellationToken caller)
    {
        Time = time;
        _idle = idle;
        _caller = caller;
        _timer = time.CreateTimer(static state => ((StreamClock)state!).FireArmed(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _callerRegistration = caller.UnsafeRegister(static state => ((StreamClock)state!)._source.Cancel(), this);
    }

    public TimeProvider Time { get; }

    /// <summary>Is cancelled by the caller and by every limit.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Starts the limit until the first event; nothing but <see cref="Disarm"/> ends it.</summary>
    public void ArmFirstEvent(TimeSpan limit) => Arm(ClaudeTimeoutKind.FirstEvent, limit);

    public void Disarm()
    {
        _armedKind = ClaudeTimeoutKind.Idle;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A wait for data begins.</summary>
    public void StartWait()
    {
        _isWaiting = true;
        BytesArrived();
    }

    /// <summary>Any byte counts as activity.</summary>
    public void BytesArrived()
    {
        if (_isWaiting && _armedKind != ClaudeTimeoutKind.FirstEvent)
        {
            Arm(ClaudeTimeoutKind.Idle, _idle);
        }
    }

    /// <summary>The wait is over: the caller's own time does not count.</summary>
    public void EndWait()
    {
        _isWaiting = false;
        if (_armedKind != ClaudeTimeoutKind.FirstEvent)
        {
            Disarm();
        }
    }

    /// <summary>The limit of the whole request was reached.</summary>
    public void FireTotal(TimeSpan limit) => Fire(ClaudeTimeoutKind.Total, limit);

    /// <summary>Lets a token that was given for one wait end everything, as the one of the request does.</summary>
    public CancellationTokenRegistration CancelWith(CancellationToken token) =>
        token == _caller ? default : token.UnsafeRegister(static state => ((StreamClock)state!)._source.Cancel(), this);

    /// <summary>Of the token of a wait and that of the request, the one that was cancelled.</summary>
    public CancellationToken Canceled(CancellationToken token) => token.IsCancellationRequested ? token : _caller;

    /// <summary>The exception for the limit that was reached, or null where none was.</summary>
    public ClaudeTimeoutException? ToException(MessageImage? partial, Exception? cause) =>
        _firedKind is { } kind ? new ClaudeTimeoutException(kind, _firedLimit, partial, cause) : null;

    public void Dispose()
    {
        _timer.Dispose();
        _callerRegistration.Dispose();
    }

    private void Arm(ClaudeTimeoutKind kind, TimeSpan limit)
    {
        _armedKind = kind;
        _armedLimit = limit;
        _timer.Change(limit, Timeout.InfiniteTimeSpan);
    }

    private void FireArmed() => Fire(_armedKind, _armedLimit);

    private void Fire(ClaudeTimeoutKind kind, TimeSpan limit)
    {
        if (!_source.IsCancellationRequested)
        {
            _firedLimit = limit;
            _firedKind = kind;
            _source.Cancel();
        }
    }
}
