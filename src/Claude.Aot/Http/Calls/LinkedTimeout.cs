using Claude.Aot.Streaming;

namespace Claude.Aot.Http;

/// <summary>A timeout for one phase of an attempt, for example for its headers. Its token is linked to the token of the attempt's clock.</summary>
internal sealed class LinkedTimeout : IDisposable
{
    private readonly StreamClock _clock;
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource? _linked;

    /// <summary>Starts the timeout.</summary>
    /// <param name="clock">The clock of the attempt.</param>
    /// <param name="limit">The maximum time for the phase from now on, or infinite.</param>
    public LinkedTimeout(StreamClock clock, TimeSpan limit)
    {
        _clock = clock;
        Token = clock.Token;
        if (limit != Timeout.InfiniteTimeSpan)
        {
            _timer = new CancellationTokenSource(limit, clock.Time);
            _linked = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, _timer.Token);
            Token = _linked.Token;
        }
    }

    /// <summary>A token that is canceled by the clock and by this timeout.</summary>
    public CancellationToken Token { get; }

    /// <summary>Whether this timeout expired.</summary>
    public bool IsReached => _timer is { IsCancellationRequested: true };

    /// <summary>Whether this timeout or one of the clock's expired. False if the caller canceled.</summary>
    public bool HasTimedOut => IsReached || _clock.HasReachedLimit;

    public void Dispose()
    {
        _linked?.Dispose();
        _timer?.Dispose();
    }
}
