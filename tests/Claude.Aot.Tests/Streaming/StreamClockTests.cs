namespace Claude.Aot.Tests.Streaming;

/// <summary>The clock of a stream, where its threads meet.</summary>
public sealed class StreamClockTests
{
    private static readonly TimeSpan s_firstEvent = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Timer_FirstEventArrivesWhileItFires_KindAndLimitBelongTogether()
    {
        var time = new HandTime();
        var timeouts = new ClaudeTimeouts { FirstEvent = s_firstEvent, Idle = TimeSpan.FromSeconds(2) };
        using var clock = new StreamClock(time, timeouts, "example", total: default, caller: default);
        clock.StartFirstEvent();
        Task firstEvent = Task.CompletedTask;
        time.OnRead = () =>
        {
            // The clock reads the time after it has looked at the kind. The first event must not change the kind before the timer has decided.
            time.OnRead = null;
            var thread = new Thread(clock.EndFirstEvent);
            thread.Start();
            thread.Join(TimeSpan.FromMilliseconds(200));
            firstEvent = Task.Run(thread.Join);
        };
        time.Now = s_firstEvent.Ticks;

        time.Fire();
        await firstEvent;

        var exception = Assert.IsType<ClaudeTimeoutException>(clock.ToException(partial: null, new IOException()));
        Assert.Equal(ClaudeTimeoutKind.FirstEvent, exception.Kind);
        Assert.Equal(s_firstEvent, exception.Limit);
    }

    /// <summary>A time that stands still, with a timer that fires by hand.</summary>
    private sealed class HandTime : TimeProvider, ITimer
    {
        private Action? _callback;

        public long Now { get; set; }

        public Action? OnRead { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp()
        {
            OnRead?.Invoke();
            return Now;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _callback = () => callback(state);
            return this;
        }

        public void Fire() => _callback!();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
