using System.Diagnostics;
using System.Runtime;

namespace Claude.Aot.Benchmarks;

/// <summary>Brings every reader to its final machine code before anything is measured.</summary>
internal static class WarmUp
{
    // A method is called thirty times before its next tier is asked for, and instrumented code thirty times more.
    private const int Passes = 32;
    private const int FewestRounds = 3;

    // What the runtime compiles for itself goes on in small numbers.
    private const int SettledMethods = 3;

    // Tiers are compiled in the background, and only after a while without new ones.
    private static readonly TimeSpan s_compilation = TimeSpan.FromMilliseconds(250);

    /// <summary>Reads all inputs in turns, so that no profile is that of one input alone, until nothing is compiled any more.</summary>
    /// <param name="readers">Who reads.</param>
    /// <param name="inputs">What is read.</param>
    /// <param name="limit">How long that may take.</param>
    public static Task RunAsync(IReadOnlyList<IRival> readers, IReadOnlyList<StreamInput> inputs, TimeSpan limit) =>
        RunAsync(() => ReadAllAsync(readers, inputs), limit);

    /// <summary>Runs something again and again until nothing is compiled any more.</summary>
    /// <param name="run">What is to be warm.</param>
    /// <param name="limit">How long that may take.</param>
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
