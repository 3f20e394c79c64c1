using System.Globalization;

namespace Claude.Aot.Soak.Measures;

/// <summary>What the process holds when nothing is under way.</summary>
/// <param name="ManagedBytes">Live bytes on the managed heap, arrays that wait in pools included.</param>
/// <param name="Sockets">Open sockets; 0 where the system does not tell.</param>
/// <param name="Timers">Timers that are set.</param>
/// <param name="PooledArrays">Pooled arrays that the library has not given back.</param>
/// <param name="Streams">Streams that something still refers to.</param>
internal readonly record struct Holdings(long ManagedBytes, int Sockets, long Timers, long PooledArrays, int Streams)
{
    private const string Descriptors = "/proc/self/fd";

    public static Holdings Measure(PooledArrayCounter arrays, int streams) =>
        new(GC.GetTotalMemory(forceFullCollection: true), CountSockets(), Timer.ActiveCount, arrays.Rented, streams);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{ManagedBytes / 1024.0:N0} KB managed, {Sockets} sockets, {Timers} timers, {PooledArrays} pooled arrays, {Streams} streams");

    private static int CountSockets() =>
        Directory.Exists(Descriptors)
            ? Directory.EnumerateFileSystemEntries(Descriptors).Count(path => File.ResolveLinkTarget(path, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) is true)
            : 0;
}
