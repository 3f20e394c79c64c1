using System.Globalization;

namespace Claude.Aot.Benchmarks;

/// <summary>
/// Compares the smallest native streaming app on this library with the same app written by hand on .NET: file size, time to the first text, and peak memory.
/// </summary>
internal sealed class FootprintCommand(FootprintOptions options)
{
    // The first runs load files from the disk; later runs find them in memory.
    private const int WarmUpPairs = 5;

    private static readonly (string Name, string Project)[] s_apps = [("Claude.Aot", "Claude.Aot.Footprint"), ("by hand", "ByHand.Footprint")];

    public async Task RunAsync()
    {
        FootprintProgram[] plain = await PublishAsync(hasDecompression: false);
        FootprintProgram[] decompressing = await PublishAsync(hasDecompression: true);
        IReadOnlyList<FootprintResult> results =
        [
            .. await MeasureAsync(plain),
            .. decompressing.Select(static program => new FootprintResult(program.Name, true, program.Bytes, null, null)),
        ];
        Write(results, Console.Out);
        if (options.JsonFile is not null)
        {
            FootprintJson.Write(results, options.JsonFile, $"{Invocation.Prefix} footprint --pairs {options.Pairs}");
        }
    }

    private static async Task<FootprintProgram[]> PublishAsync(bool hasDecompression)
    {
        var programs = new List<FootprintProgram>();
        foreach ((string name, string project) in s_apps)
        {
            string path = await NativePublish.RunAsync(Repository.PathOf("benchmarks", "Footprint", project), $"Decompression={(hasDecompression ? "true" : "false")}");
            programs.Add(new FootprintProgram(name, path));
        }

        return [.. programs];
    }

    private async Task<FootprintResult[]> MeasureAsync(FootprintProgram[] programs)
    {
        await using FootprintMeter meter = await FootprintMeter.StartAsync();
        var runs = programs.ToDictionary(static program => program, static _ => new List<FootprintRun>());
        for (int pair = -WarmUpPairs; pair < options.Pairs; pair++)
        {
            // The order alternates, so that neither program always runs second.
            foreach (FootprintProgram program in pair % 2 == 0 ? programs : programs.Reverse())
            {
                FootprintRun run = meter.Run(program);
                if (pair >= 0)
                {
                    runs[program].Add(run);
                }
            }
        }

        return [.. programs.Select(program => new FootprintResult(
            program.Name,
            false,
            program.Bytes,
            Statistics.Median(runs[program].Select(static run => run.FirstTextMs)),
            Statistics.Median(runs[program].Select(static run => run.PeakBytes / 1e6))))];
    }

    private void Write(IEnumerable<FootprintResult> results, TextWriter output)
    {
        output.WriteLine($"medians of {options.Pairs} pairs");
        output.WriteLine($"{"program",-12} {"decompression",-14} {"bytes",10} {"first text, ms",15} {"peak, MB",9}");
        foreach (FootprintResult result in results)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Program,-12} {(result.HasDecompression ? "yes" : "no"),-14} {result.FileBytes,10} {result.FirstTextMs,15:F2} {result.PeakMb,9:F2}"));
        }
    }
}
