using System.Diagnostics;
using System.Globalization;

namespace Claude.Aot.Soak.Measures;

/// <summary>What the process holds when nothing is under way.</summary>
/// <param name="ManagedBytes">Live bytes on the managed heap, but for arrays that wait in pools.</param>
/// <param name="PoolBytes">Bytes of arrays that wait in pools: how many depends on what ran at the same time.</param>
/// <param name="Threads">Threads of the process: the thread pool adds and removes some by itself.</param>
/// <param name="WorkItems">What is queued for the thread pool.</param>
/// <param name="Sockets">Open sockets; 0 where the system does not tell.</param>
/// <param name="Timers">Timers that are set.</param>
/// <param name="PooledArrays">Pooled arrays that the library has not given back.</param>
/// <param name="Streams">Streams that something still refers to.</param>
internal readonly record struct Holdings(long ManagedBytes, long PoolBytes, int Threads, long WorkItems, int Sockets, long Timers, long PooledArrays, int Streams)
{
    private const string Descriptors = "/proc/self/fd";

    /// <summary>What must be the same again when nothing is under way, to the last one.</summary>
    public (long WorkItems, int Sockets, long Timers, long PooledArrays, int Streams) Exact => (WorkItems, Sockets, Timers, PooledArrays, Streams);

    public static Holdings Measure(PooledArrayCounter arrays, int streams)
    {
        long managed = GC.GetTotalMemory(forceFullCollection: true);
        long pools = arrays.Bytes;
        using var process = Process.GetCurrentProcess();
        return new(managed - pools, pools, process.Threads.Count, ThreadPool.PendingWorkItemCount, CountSockets(), Timer.ActiveCount, arrays.Rented, streams);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{ManagedBytes / 1024.0:N0} KB managed, {PoolBytes / 1024.0:N0} KB in pools, {Threads} threads, {WorkItems} work items, {Sockets} sockets, {Timers} timers, {PooledArrays} pooled arrays, {Streams} streams");

    private static int CountSockets() =>
        Directory.Exists(Descriptors)
            ? Directory.EnumerateFileSystemEntries(Descriptors).Count(path => File.ResolveLinkTarget(path, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) is true)
            : 0;
}
