using System.Threading.Tasks.Sources;

namespace Claude.Aot.Streaming;

/// <summary>
/// Lets a wait for data end at a time limit while the read continues, so that a later wait can take its result. A wait allocates nothing.
/// </summary>
internal sealed class PausableRead : IValueTaskSource, IDisposable
{
    private readonly Action _onRead;
    private readonly ITimer _timer;
    private ManualResetValueTaskSourceCore<bool> _signal;
    private ValueTask<bool> _read;
    private volatile bool _hasEnded;

    // 1 while a wait is in progress that neither the read nor the timer has ended. They may end it at the same time, on different threads.
    private int _isWaiting;

    public PausableRead(TimeProvider time)
    {
        _onRead = OnRead;
        _timer = time.CreateTimer(static read => ((PausableRead)read!).Signal(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The maximum time of a wait; infinite by default.</summary>
    public TimeSpan Limit { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>Whether there is a read whose result was not taken.</summary>
    public bool IsReading { get; private set; }

    /// <summary>Whether that read has ended.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Begins to observe a read.</summary>
    public void Start(in ValueTask<bool> read)
    {
        _read = read;
        _hasEnded = false;
        IsReading = true;
        read.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_onRead);
    }

    /// <summary>Waits until the read has ended or the time limit is reached. It may also end without a reason.</summary>
    public ValueTask WaitAsync()
    {
        _signal.Reset();
        Interlocked.Exchange(ref _isWaiting, 1);
        if (_hasEnded && Interlocked.Exchange(ref _isWaiting, 0) == 1)
        {
            return default;
        }

        if (Limit != Timeout.InfiniteTimeSpan)
        {
            // Timers use whole milliseconds, and a value that is rounded down would end the wait early.
            _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(Limit.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        }

        return new ValueTask(this, _signal.Version);
    }

    /// <summary>Takes the result of a read that has ended.</summary>
    public bool Take()
    {
        IsReading = false;
        return _read.GetAwaiter().GetResult();
    }

    public void Dispose() => _timer.Dispose();

    void IValueTaskSource.GetResult(short token)
    {
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _signal.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _signal.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _signal.OnCompleted(continuation, state, token, flags);

    private void OnRead()
    {
        _hasEnded = true;
        Signal();
    }

    private void Signal()
    {
        if (Interlocked.Exchange(ref _isWaiting, 0) == 1)
        {
            _signal.SetResult(true);
        }
    }
}
