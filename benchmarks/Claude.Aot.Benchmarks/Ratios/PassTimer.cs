using System.Diagnostics;

namespace Claude.Aot.Benchmarks;

/// <summary>
/// Times readers alternately, with the processor time of the whole process. Other processes on a shared machine therefore do not affect the result, and the
/// work of the garbage collector on its own threads counts for the reader that created the garbage.
/// </summary>
/// <param name="roundTime">The time of one reader in one round, unless a single pass takes longer.</param>
/// <param name="inputTime">The time for which rounds are repeated for one input.</param>
/// <param name="minRounds">The minimum number of rounds, no matter how long they take.</param>
internal sealed class PassTimer(TimeSpan roundTime, TimeSpan inputTime, int minRounds)
{
    // If a single pass of a reader takes longer than a few rounds of a fast reader, the reader skips most rounds.
    private const int SlowPass = 3;
    private const int SlowEvery = 4;

    // Limits the number of passes, because the processor clock may not have advanced during the timed pass.
    private const int MaxPasses = 10_000;

    /// <summary>Reads the input repeatedly.</summary>
    /// <returns>The median time per event of each reader, in nanoseconds.</returns>
    public async Task<double[]> MeasureAsync(IReadOnlyList<IRival> readers, StreamInput input)
    {
        var samples = new List<double>[readers.Count];
        int[] passes = new int[readers.Count];
        bool[] isSlow = new bool[readers.Count];
        for (int i = 0; i < readers.Count; i++)
        {
            // Determine how many passes fit into a round.
            TimeSpan pass = await TimeAsync(readers[i], input, 1);
            passes[i] = (int)Math.Clamp(roundTime / pass, 1, MaxPasses);
            isSlow[i] = pass > roundTime * SlowPass;
            samples[i] = [];
        }

        var elapsed = Stopwatch.StartNew();
        for (int round = 0; round < minRounds || elapsed.Elapsed < inputTime; round++)
        {
            for (int i = 0; i < readers.Count; i++)
            {
                if (!isSlow[i] || round % SlowEvery == 0)
                {
                    TimeSpan time = await TimeAsync(readers[i], input, passes[i]);
                    samples[i].Add(time.TotalNanoseconds / passes[i] / input.EventCount);
                }
            }
        }

        return [.. samples.Select(Statistics.Median)];
    }

    private static async Task<TimeSpan> TimeAsync(IRival reader, StreamInput input, int passes)
    {
        // Collect the garbage of the previous reader, so that it does not count for this one.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TimeSpan start = Environment.CpuUsage.TotalTime;
        for (int pass = 0; pass < passes; pass++)
        {
            await reader.ReadAsync(input);
        }

        return Environment.CpuUsage.TotalTime - start;
    }
}
