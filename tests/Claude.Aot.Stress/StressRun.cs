using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Claude.Aot.Buffers;

namespace Claude.Aot.Stress;

/// <summary>Runs trials until the time is up. Each worker has its own letter.</summary>
internal sealed class StressRun(int seed, int workers, Road[] roads)
{
    private readonly ConcurrentDictionary<string, int> _outcomes = [];
    private readonly ConcurrentDictionary<string, int> _findings = [];

    /// <returns>True if nothing was found.</returns>
    public async Task<bool> RunAsync(TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        await using (StreamOpener opener = await StreamOpener.StartAsync())
        {
            await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
            {
                var random = new Random(seed + worker);
                while (clock.Elapsed < time)
                {
                    char letter = (char)('a' + worker);
                    Road road = roads[random.Next(roads.Length)];
                    string outcome = road == Road.Sse
                        ? await new SseTrial(letter, random, Report).RunAsync()
                        : await new StressTrial(letter, road, random, Report).RunAsync(opener);
                    _outcomes.AddOrUpdate(outcome, 1, static (_, count) => count + 1);
                }
            })));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{_outcomes.Values.Sum():N0} streams, {workers} at once, seed {seed}, {clock.Elapsed.TotalSeconds:F0} s, {DescribePool()}"));
        Console.WriteLine($"  outcomes: {string.Join(", ", _outcomes.OrderByDescending(outcome => outcome.Value).Select(outcome => $"{outcome.Value} {outcome.Key}"))}");
        foreach ((string finding, int count) in _findings.OrderByDescending(finding => finding.Value).Take(20))
        {
            Console.WriteLine($"  FOUND {count} times: {finding}");
        }

        bool isClean = _findings.IsEmpty && Violations == 0;
        Console.WriteLine(isClean ? "  nothing found" : "  something found");
        return isClean;
    }

#if CHECKED_POOL
    private static int Violations => BytePool.Violations;

    private static string DescribePool() => $"{BytePool.Violations} wrong returns to the pool";
#else
    private static int Violations => 0;

    private static string DescribePool() => "returns to the pool not checked";
#endif

    private void Report(string finding) => _findings.AddOrUpdate(finding, 1, static (_, count) => count + 1);
}
