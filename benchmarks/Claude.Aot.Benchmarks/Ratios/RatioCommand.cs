using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Claude.Aot.Benchmarks;

/// <summary>
/// The short mode: runs every reader on every input within a minute, in one process and alternately, so that changes of the machine's speed affect all readers
/// equally.
/// </summary>
internal sealed class RatioCommand(RivalCatalog rivals, RatioOptions options, string command)
{
    // On an idle machine, a third of this time is enough.
    private static readonly TimeSpan s_warmUpLimit = TimeSpan.FromSeconds(20);

    private readonly PassTimer _timer = options.IsQuick
        ? new PassTimer(TimeSpan.FromMilliseconds(1), TimeSpan.Zero, 1)
        : new PassTimer(TimeSpan.FromMilliseconds(12), TimeSpan.FromSeconds(2.5), 5);

    public async Task RunAsync()
    {
        var elapsed = Stopwatch.StartNew();
        await WarmUp.RunAsync(rivals.All, [.. InputCatalog.All.Select(static spec => spec.Make(spec.FewestDeltas))], options.IsQuick ? TimeSpan.Zero : s_warmUpLimit);
        var results = new List<RatioResult>();
        foreach (InputSpec spec in InputCatalog.All)
        {
            results.AddRange(await MeasureAsync(spec, rivals.All));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} cores, {elapsed.Elapsed.TotalSeconds:F0} s; ns of processor time"));
        RatioTable.Write(results, Console.Out);
        if (options.JsonFile is not null)
        {
            RatioJson.Write(results.Where(result => rivals.Compared.Contains(result.Reader)), options.JsonFile, command);
        }
    }

    private async Task<IEnumerable<RatioResult>> MeasureAsync(InputSpec spec, IReadOnlyList<IRival> readers)
    {
        int deltas = options.IsQuick ? 2 * spec.FewestDeltas : spec.Deltas;
        StreamInput input = spec.Make(deltas);
        StreamInput half = spec.Make(deltas / 2);
        await Verification.RunAsync(readers, input);
        double[] times = await _timer.MeasureAsync(readers, input);
        var results = new List<RatioResult>();
        for (int i = 0; i < readers.Count; i++)
        {
            double bytes = await AllocationMeter.MeasureAsync(readers[i], half, input);
            results.Add(new RatioResult(input.Name, readers[i], times[i], bytes));
        }

        return results;
    }
}
