namespace Claude.Aot.Benchmarks;

/// <summary>Measures the allocation per event, without the allocation per stream: the difference between a message of N events and one of 2N.</summary>
internal static class AllocationMeter
{
    // Take the minimum of several runs, because other allocations in the process, and a pool that the garbage collector has trimmed, only add bytes.
    private const int Repeats = 4;

    // If a reader allocates this much per event, fewer runs are exact enough. The first run may fill a pool.
    private const int LargePerEvent = 1024;
    private const int LargeRepeats = 2;

    /// <returns>The number of bytes per event.</returns>
    public static async Task<double> MeasureAsync(IRival reader, StreamInput once, StreamInput twice)
    {
        long bytes = await MeasureAsync(reader, twice) - await MeasureAsync(reader, once);
        return (double)bytes / (twice.EventCount - once.EventCount);
    }

    private static async Task<long> MeasureAsync(IRival reader, StreamInput input)
    {
        long least = long.MaxValue;
        for (int i = 0; i < Repeats && (i < LargeRepeats || least < LargePerEvent * (long)input.EventCount); i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            await reader.ReadAsync(input);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}
