namespace Claude.Aot.Testing;

/// <summary>Waits until the next event is due. Times are measured from the first event, so that delays do not add up.</summary>
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
