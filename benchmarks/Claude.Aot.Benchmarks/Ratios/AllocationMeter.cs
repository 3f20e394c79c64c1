namespace Claude.Aot.Benchmarks;

/// <summary>Measures what an event allocates, without what a stream does: the difference between a message of N events and one of 2N.</summary>
internal static class AllocationMeter
{
    // Whatever else allocates in the process only ever adds, and so does a pool that the collector has trimmed.
    private const int Repeats = 4;

    // What allocates so much per event is exact enough after fewer; the first one may fill a pool.
    private const int LargePerEvent = 1024;
    private const int LargeRepeats = 2;

    /// <returns>Bytes per event.</returns>
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
