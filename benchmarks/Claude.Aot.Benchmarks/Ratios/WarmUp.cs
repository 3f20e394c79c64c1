namespace Claude.Aot.Benchmarks;

/// <summary>Brings every reader to its final machine code before anything is measured.</summary>
internal static class WarmUp
{
    // A method is called thirty times before its next tier is asked for, and instrumented code thirty times more.
    private const int Passes = 40;

    // Tiers are compiled in the background, and only after a while without new ones.
    private static readonly TimeSpan s_compilation = TimeSpan.FromMilliseconds(250);

    /// <summary>Reads all inputs in turns, so that no profile is that of one input alone.</summary>
    public static async Task RunAsync(IReadOnlyList<IRival> readers, IReadOnlyList<StreamInput> inputs, int rounds)
    {
        for (int round = 0; round < rounds; round++)
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

            await Task.Delay(s_compilation);
        }
    }
}
