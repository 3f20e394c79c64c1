using System.Diagnostics;
using System.Globalization;
using Claude.Aot.Fuzzing.Coverage;
using Claude.Aot.Tests.Shared.Fuzzing;

namespace Claude.Aot.Fuzzing;

/// <summary>Fuzzes one target: changes an input, runs it, keeps it where it reaches something new, and reports it where a check fails.</summary>
internal sealed class FuzzRun : IDisposable
{
    private static readonly TimeSpan s_reportInterval = TimeSpan.FromSeconds(10);

    private readonly FuzzTarget _target;
    private readonly CoverageMap _coverage;
    private readonly FuzzFolders _folders;
    private readonly Random _random;
    private readonly CurrentInput _current;
    private readonly HashSet<string> _findings = [];
    private long _executions;

    public FuzzRun(FuzzTarget target, CoverageMap coverage, FuzzFolders folders, Random random)
    {
        _target = target;
        _coverage = coverage;
        _folders = folders;
        _random = random;
        _current = new CurrentInput(folders);
        Inputs = new FuzzCorpus(random);
        ThrowingTraceListener.Install();
    }

    public FuzzCorpus Inputs { get; }

    /// <summary>Runs inputs from earlier, the smallest first, and keeps those that add something.</summary>
    public void Load(IEnumerable<byte[]> inputs)
    {
        foreach (byte[] input in inputs.OrderBy(input => input.Length))
        {
            Execute(input);
        }

        if (_coverage.EdgeCount == 0)
        {
            throw new InvalidOperationException("No branch was counted: the library is not instrumented, or there are no seeds.");
        }
    }

    /// <returns>How many different findings there are.</returns>
    public int Run(FuzzLimits limits)
    {
        var mutator = new Mutator(_random, _target.Words);
        var clock = Stopwatch.StartNew();
        TimeSpan nextReport = s_reportInterval;
        while (clock.Elapsed < limits.Time && _executions < limits.Executions)
        {
            byte[] input = mutator.Mutate(Inputs.Choose(), Inputs.Any());
            if (Execute(input))
            {
                _folders.Keep(input);
            }

            if (clock.Elapsed >= nextReport)
            {
                nextReport += s_reportInterval;
                Report(clock.Elapsed);
            }
        }

        Report(clock.Elapsed);
        return _findings.Count;
    }

    public void Dispose() => _current.Dispose();

    /// <returns>Whether the input is kept.</returns>
    private bool Execute(byte[] input)
    {
        _executions++;
        _current.Begin(input);
        _coverage.Start();
        try
        {
            _target.RunAsync(input).GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            Found(input, e);
            return false;
        }
        finally
        {
            _current.End();
        }

        bool isNew = _coverage.Finish();
        if (isNew)
        {
            Inputs.Add(input, _coverage.LastEdges);
        }

        return isNew;
    }

    private void Found(byte[] input, Exception e)
    {
        // The same mistake is found again and again: where it was thrown tells it from others.
        string place = e.StackTrace?.Split('\n').Take(3).Aggregate(e.GetType().Name, string.Concat) ?? "";
        if (_findings.Add(place))
        {
            Console.WriteLine($"{_target.Name}: FOUND {e.GetType().Name}: {FirstLine(e.Message)}\n  replay {_target.Name} {_folders.Report(input, e.ToString())}");
        }
    }

    private void Report(TimeSpan elapsed) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{_target.Name}: {elapsed.TotalSeconds:F0} s, {_executions:N0} executions ({_executions / elapsed.TotalSeconds:N0}/s), corpus {Inputs.Count} ({Inputs.Bytes:N0} bytes), {_coverage.EdgeCount} edges, {_findings.Count} findings"));

    private static string FirstLine(string text)
    {
        const int MaxLength = 300;
        string line = text.Split('\n')[0];
        return line[..Math.Min(line.Length, MaxLength)];
    }
}
