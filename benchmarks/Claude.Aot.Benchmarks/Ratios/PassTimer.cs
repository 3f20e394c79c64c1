using System.Diagnostics;

namespace Claude.Aot.Benchmarks;

/// <summary>
/// Times readers in turns. It takes the processor time of the whole process: a machine that is shared with others does not spoil it, and what the garbage
/// collector does on threads of its own counts for the reader that made the garbage.
/// </summary>
/// <param name="roundTime">How much time one reader takes in one round, unless a single pass takes more.</param>
/// <param name="inputTime">How long rounds go on for one input.</param>
/// <param name="minRounds">How many rounds there are however long they take.</param>
internal sealed class PassTimer(TimeSpan roundTime, TimeSpan inputTime, int minRounds)
{
    // A reader whose single pass takes longer than a few rounds of a fast one sits out most rounds.
    private const int SlowPass = 3;
    private const int SlowEvery = 4;

    // The clock of the processor may have stood still during the pass that was timed.
    private const int MaxPasses = 10_000;

    /// <summary>Reads the input again and again.</summary>
    /// <returns>The median time per event of each reader, in nanoseconds.</returns>
    public async Task<double[]> MeasureAsync(IReadOnlyList<IRival> readers, StreamInput input)
    {
        var samples = new List<double>[readers.Count];
        int[] passes = new int[readers.Count];
        bool[] isSlow = new bool[readers.Count];
        for (int i = 0; i < readers.Count; i++)
        {
            // How many passes fit into a round.
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
        // The garbage of the reader before must not be collected at the cost of this one.
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
