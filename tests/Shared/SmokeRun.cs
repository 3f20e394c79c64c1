namespace Claude.Aot.Tests.Shared;

/// <summary>Runs the checks of a native program, prints the outcome of each, and counts them.</summary>
internal static class SmokeRun
{
    // No check waits for real time, so one that takes this long waits for something that will not happen.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IEnumerable<(string Name, Func<Task> Run)> checks)
    {
        int passed = 0, failed = 0;
        foreach ((string name, Func<Task> run) in checks)
        {
            try
            {
                await run().WaitAsync(s_patience);
                passed++;
                Console.WriteLine($"passed  {name}");
            }
            catch (Exception e)
            {
                failed++;
                Console.WriteLine($"FAILED  {name}");
                Console.Error.WriteLine($"{name}: {e}");
            }
        }

        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 && passed > 0 ? 0 : 1;
    }
}
