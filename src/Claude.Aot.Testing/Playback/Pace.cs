namespace Claude.Aot.Testing;

/// <summary>Says when the next event is due, counted from the first, so that delays do not add up.</summary>
internal sealed class Pace(double? eventsPerSecond, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private int _events;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        if (eventsPerSecond is not { } rate)
        {
            return Task.CompletedTask;
        }

        TimeSpan left = TimeSpan.FromSeconds(_events++ / rate) - time.GetElapsedTime(_start);
        return left > TimeSpan.Zero ? Task.Delay(left, time, cancellationToken) : Task.CompletedTask;
    }
}
