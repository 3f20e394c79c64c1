using System.Diagnostics;

namespace Claude.Aot.Benchmarks;

/// <summary>Reads many concurrent streams, and measures its own process.</summary>
internal sealed class ScaleRun(ScaleJob job, IScaleClient client) : IDisposable
{
    private const int WarmUpStreams = 32;

    // The number of new connections that a server accepts before it may have to refuse some.
    private const int MostOpening = 256;

    private static readonly TimeSpan s_warmUpLimit = TimeSpan.FromSeconds(10);

    private readonly ScaleScript _script = ScaleScript.Make(job.Events);
    private readonly SemaphoreSlim _opening = new(MostOpening);
    private readonly TaskCompletionSource _allPaused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _paused;
    private int _completed;

    /// <param name="warmUp">A client of the same kind whose streams have no pause.</param>
    public async Task<ScaleResult> RunAsync(IScaleClient warmUp)
    {
        await WarmUp.RunAsync(() => Task.WhenAll(Enumerable.Range(0, WarmUpStreams).Select(_ => warmUp.ReadAsync(static _ => { }))), s_warmUpLimit);
        (long resident, long heap) = Memory();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        int collections = GC.CollectionCount(0);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        var elapsed = Stopwatch.StartNew();
        var streams = new Task[job.Streams];
        for (int i = 0; i < streams.Length; i++)
        {
            await _opening.WaitAsync();
            streams[i] = ReadAsync();
        }

        (double Resident, double Heap)? idle = null;
        if (job.Mode == ScaleJob.Idle)
        {
            await Task.WhenAny(_allPaused.Task, Task.WhenAll(streams));
            (long residentIdle, long heapIdle) = Memory();
            idle = ((residentIdle - resident) / 1024.0 / job.Streams, (heapIdle - heap) / 1024.0 / job.Streams);
            await ReleaseAsync();
        }

        await Task.WhenAll(streams);
        using var self = Process.GetCurrentProcess();
        return new ScaleResult(
            job.Client,
            job.Mode,
            job.Http.ToString(),
            job.Streams,
            _completed,
            elapsed.Elapsed.TotalSeconds,
            (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1e6,
            GC.CollectionCount(0) - collections,
            self.PeakWorkingSet64 / 1e6,
            idle?.Resident,
            idle?.Heap);
    }

    public void Dispose() => _opening.Dispose();

    private static (long Resident, long Heap) Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (Environment.WorkingSet, GC.GetTotalMemory(forceFullCollection: true));
    }

    private async Task ReadAsync()
    {
        long seen = 0;
        long pause = client.UnitsOf(_script.BeforePause);
        bool isOpen = false;
        try
        {
            await client.ReadAsync(units =>
            {
                if (!isOpen)
                {
                    isOpen = true;
                    _opening.Release();
                }

                if (seen < pause && seen + units >= pause && Interlocked.Increment(ref _paused) == job.Streams)
                {
                    _allPaused.SetResult();
                }

                seen += units;
            });
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"{e.GetType().Name}: {e.Message}");
        }

        if (!isOpen)
        {
            _opening.Release();
        }

        if (seen == client.UnitsOf(_script.Whole))
        {
            Interlocked.Increment(ref _completed);
        }
    }

    private async Task ReleaseAsync()
    {
        using var release = new PlatformConnection(job.AddressOf(ScaleJob.Release), job.Http);
        (await release.SendAsync()).Dispose();
    }
}
