namespace Claude.Aot.Tests.Streaming.Support;

/// <summary>A destination that counts writes and flushes, tells when it was flushed, and can be slow or broken.</summary>
internal sealed class WatchedDestination : MemoryStream
{
    private TaskCompletionSource _flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Writes { get; private set; }

    public int Flushes { get; private set; }

    /// <summary>What writing throws; null where it works.</summary>
    public Exception? Failure { get; init; }

    /// <summary>What writing waits for.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    /// <summary>Completes at the next flush, with what had been written by then.</summary>
    public async Task<byte[]> NextFlushAsync()
    {
        await _flushed.Task;
        _flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return ToArray();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Writes++;
        await Gate.WaitAsync(cancellationToken);
        if (Failure is not null)
        {
            throw Failure;
        }

        Write(buffer.Span);
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        Flushes++;
        _flushed.TrySetResult();
        return Task.CompletedTask;
    }
}
