using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Claude.Aot.Soak.Measures;
using Claude.Aot.Soak.Trials;
using Claude.Aot.Testing;

namespace Claude.Aot.Soak;

/// <summary>
/// Streams of one kind of trial, in rounds. After each round everything is disposed, and what the process holds is measured: after the last it must be what it was at the start, and
/// memory and threads what they were after the first, which loaded the code, but for a constant however many streams there were.
/// </summary>
internal sealed class SoakRun(TrialKind kind, SoakSize size, int seed, PooledArrayCounter arrays) : IDisposable
{
    // Caches of the runtime and the server's own go up and down by almost a megabyte. Two hundred bytes left of each of 10,000 streams are seen.
    private const long MemoryTolerance = 2 * 1024 * 1024;

    // The thread pool adds some on a busy machine.
    private const int ThreadTolerance = 16;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly Version[] s_versions = [new(1, 1), new(2, 0)];

    private readonly ConcurrentDictionary<string, int> _outcomes = [];
    private readonly ConcurrentQueue<string> _failures = [];
    private readonly CancellationTokenSource _application = new();

    private Holdings _start;

    /// <returns>Whether nothing was lost and nothing is left.</returns>
    public async Task<bool> RunAsync()
    {
        var clock = Stopwatch.StartNew();
        int perRound = size.Streams / size.Rounds;
        long rented = arrays.Total;
        _start = Holdings.Measure(arrays, 0);
        Holdings first = await RoundAsync(0, perRound, new ConcurrentDictionary<string, int>());
        Holdings last = first;
        List<long> managed = [first.ManagedBytes];
        for (int round = 1; round <= size.Rounds; round++)
        {
            last = await RoundAsync(round, perRound, _outcomes);
            managed.Add(last.ManagedBytes);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kind}: {_outcomes.Values.Sum():N0} streams, {size.Concurrency} at once, seed {seed}, {clock.Elapsed.TotalSeconds:F1} s, {arrays.Total - rented:N0} pooled arrays rented"));
        Console.WriteLine($"  outcomes: {string.Join(", ", _outcomes.OrderByDescending(outcome => outcome.Value).Select(outcome => $"{outcome.Value} {outcome.Key}"))}");
        Console.WriteLine($"  at the start:          {_start}");
        Console.WriteLine($"  after the first round: {first}");
        Console.WriteLine($"  after the last round:  {last}");
        Console.WriteLine($"  managed KB by round:   {string.Join(", ", managed.Select(bytes => bytes / 1024))}");
        foreach (string failure in _failures.Take(5))
        {
            Console.WriteLine($"  LOST: {failure}");
        }

        bool isLeft = !IsAsAtStart(last) || last.ManagedBytes > first.ManagedBytes + MemoryTolerance || last.Threads > first.Threads + ThreadTolerance;
        Console.WriteLine($"  {_failures.Count} lost, {(isLeft ? "something" : "nothing")} left");
        return _failures.IsEmpty && !isLeft;
    }

    public void Dispose() => _application.Dispose();

    private async Task<Holdings> RoundAsync(int round, int streams, ConcurrentDictionary<string, int> outcomes)
    {
        List<TrialReader> readers = [];
        foreach (Version version in s_versions)
        {
            readers.Add(await StreamAsync(version, streams / s_versions.Length, new Random(seed + (round * s_versions.Length) + version.Major), outcomes));
        }

        return await SettleAsync(readers);
    }

    /// <summary>A server, a client and their streams, which are all over when this ends.</summary>
    private async Task<TrialReader> StreamAsync(Version version, int streams, Random random, ConcurrentDictionary<string, int> outcomes)
    {
        Trial[] trials = [.. Enumerable.Range(0, streams).Select(_ => Trial.Of(kind, random))];
        await using ReplayServer server = await ReplayServer.StartAsync(
            new ReplayServerOptions(), exchange => trials[int.Parse(exchange.Headers[TrialReader.NumberHeader], CultureInfo.InvariantCulture)].Script);
        using var client = new ClaudeClient(new ClaudeClientOptions
        {
            ApiKey = "sk-ant-test-0123456789",
            BaseUrl = server.Address,
            UseEnvironment = false,
            HttpVersion = version,
            HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            MaxRetries = 0,
        });
        var reader = new TrialReader(client, _application.Token);
        await Parallel.ForAsync(0, streams, new ParallelOptions { MaxDegreeOfParallelism = size.Concurrency }, async (number, _) =>
        {
            try
            {
                string outcome = await reader.RunAsync(number, trials[number]).WaitAsync(s_patience, CancellationToken.None);
                outcomes.AddOrUpdate(outcome, 1, static (_, count) => count + 1);
            }
            catch (Exception e)
            {
                _failures.Enqueue($"stream {number} over HTTP/{version}: {e}");
            }
        });
        await Task.WhenAll(server.Log.All.Select(exchange => exchange.Ended)).WaitAsync(s_patience);
        return reader;
    }

    /// <summary>What is disposed closes a little later; what still is not gone then, stays.</summary>
    private async Task<Holdings> SettleAsync(List<TrialReader> readers)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var holdings = Holdings.Measure(arrays, readers.Sum(reader => reader.LiveStreams));
            if (IsAsAtStart(holdings) || clock.Elapsed > s_patience)
            {
                return holdings;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private bool IsAsAtStart(Holdings holdings) => holdings.Exact == _start.Exact;
}
