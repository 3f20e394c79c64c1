using System.Diagnostics;
using System.Runtime;

namespace Claude.Aot.Benchmarks;

/// <summary>Runs every reader until its final machine code is compiled, before anything is measured.</summary>
internal static class WarmUp
{
    // A method is called 30 times before its next tier is requested, and instrumented code another 30 times.
    private const int Passes = 32;
    private const int FewestRounds = 3;

    // The runtime always compiles a few methods for its own use.
    private const int SettledMethods = 3;

    // Tiers are compiled in the background, and only after a time in which no new methods are called.
    private static readonly TimeSpan s_compilation = TimeSpan.FromMilliseconds(250);

    /// <summary>Reads all inputs alternately until nothing is compiled any more, so that no profile reflects only one input.</summary>
    /// <param name="readers">The readers.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="limit">The maximum time.</param>
    public static Task RunAsync(IReadOnlyList<IRival> readers, IReadOnlyList<StreamInput> inputs, TimeSpan limit) =>
        RunAsync(() => ReadAllAsync(readers, inputs), limit);

    /// <summary>Runs an action repeatedly until nothing is compiled any more.</summary>
    /// <param name="run">The action to warm up.</param>
    /// <param name="limit">The maximum time.</param>
    public static async Task RunAsync(Func<Task> run, TimeSpan limit)
    {
        var elapsed = Stopwatch.StartNew();
        long compiled = -1;
        for (int round = 0; elapsed.Elapsed < limit; round++)
        {
            await run();
            await Task.Delay(s_compilation);
            long before = compiled;
            compiled = JitInfo.GetCompiledMethodCount();
            if (round >= FewestRounds && compiled - before <= SettledMethods)
            {
                return;
            }
        }
    }

    private static async Task ReadAllAsync(IReadOnlyList<IRival> readers, IReadOnlyList<StreamInput> inputs)
    {
        for (int pass = 0; pass < Passes; pass++)
        {
            foreach (StreamInput input in inputs)
            {
                foreach (IRival reader in readers)
                {
                    await reader.ReadAsync(input);
                }
            }
        }
    }
}
