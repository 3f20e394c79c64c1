using Claude.Aot.Streaming;

namespace Claude.Aot.Http;

/// <summary>Limits the time of one part of an attempt, in addition to the attempt's clock.</summary>
internal sealed class PartLimit : IDisposable
{
    private readonly StreamClock _clock;
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource? _linked;

    /// <param name="clock">The clock of the attempt.</param>
    /// <param name="limit">How long the part may take from now on, or infinite.</param>
    public PartLimit(StreamClock clock, TimeSpan limit)
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

    /// <summary>Is canceled by the clock and by this limit.</summary>
    public CancellationToken Token { get; }

    /// <summary>Whether this limit was reached.</summary>
    public bool IsReached => _timer is { IsCancellationRequested: true };

    /// <summary>Whether this limit or one of the clock's was reached, and not the caller's cancellation.</summary>
    public bool HasTimedOut => IsReached || _clock.HasReachedLimit;

    public void Dispose()
    {
        _linked?.Dispose();
        _timer?.Dispose();
    }
}
