namespace Claude.Aot.Tests.Shared.Http;

/// <summary>A clock that stands still until a test advances it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private TaskCompletionSource _timerSet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _now;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => s_start.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Gets the number of active timers.</summary>
    public int TimerCount
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    /// <summary>Advances the time, and fires the timers that become due on this thread, each at its time.</summary>
    public void Advance(TimeSpan by)
    {
        long end = GetTimestamp() + by.Ticks;
        while (TakeNextDue(end) is { } timer)
        {
            timer.Fire();
        }

        Volatile.Write(ref _now, end);
    }

    /// <summary>Waits until a timer is set that is due after exactly this time.</summary>
    public Task WhenDueInAsync(TimeSpan time) => WhenDueAsync(left => left == time);

    /// <summary>Waits until a timer is set whose remaining time satisfies a condition.</summary>
    /// <returns>The remaining time of the timer.</returns>
    public async Task<TimeSpan> WhenDueAsync(Func<TimeSpan, bool> isIt)
    {
        while (true)
        {
            Task set;
            lock (_lock)
            {
                set = _timerSet.Task;
                foreach (ManualTimer timer in _timers)
                {
                    TimeSpan left = TimeSpan.FromTicks(timer.DueAt - _now);
                    if (isIt(left))
                    {
                        return left;
                    }
                }
            }

            await set.Promptly();
        }
    }

    private ManualTimer? TakeNextDue(long end)
    {
        lock (_lock)
        {
            ManualTimer? next = _timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt);
            if (next is not null)
            {
                Volatile.Write(ref _now, Math.Max(_now, next.DueAt));
                _timers.Remove(next);
            }

            return next;
        }
    }

    private void Set(ManualTimer timer, TimeSpan dueTime)
    {
        TaskCompletionSource? set = null;
        lock (_lock)
        {
            _timers.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.DueAt = _now + dueTime.Ticks;
                _timers.Add(timer);
                set = _timerSet;
                _timerSet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        set?.SetResult();
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        public long DueAt { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Check.Equal(Timeout.InfiniteTimeSpan, period);
            time.Set(this, dueTime);
            return true;
        }

        public void Dispose() => time.Set(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
