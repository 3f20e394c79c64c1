using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Claude.Aot.Benchmarks;

/// <summary>The short mode for the generators: their first run in a process, later runs, and runs after an unrelated edit.</summary>
internal sealed class GeneratorCommand(bool readsTools, string? jsonFile)
{
    public const string Usage = "usage: generator [--tools] [--json FILE]";
    public const string ToolsOption = "--tools";

    private const int WarmUpRuns = 40;
    private const int Runs = 60;

    private readonly GeneratorHost _host = readsTools ? new ToolGeneratorHost() : new SchemaGeneratorHost();

    public void Run()
    {
        _host.Compile();
        double cold = Milliseconds(() => _host.RunWhole());
        double warm = Median(WarmUpRuns, () => _host.RunWhole());
        GeneratorDriver driver = _host.RunWhole();
        double edit = Median(WarmUpRuns, () => _host.RunAfterEdit(driver));
        (string Name, double Ms)[] results = [("first run of the process", cold), ("whole run", warm), ("after an unrelated edit", edit)];
        foreach ((string name, double ms) in results)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-26} {ms,8:F2} ms of processor time"));
        }

        if (jsonFile is not null)
        {
            ResultFile.Write(
                jsonFile,
                results,
                static (json, result) =>
                {
                    json.WriteString("run"u8, result.Name);
                    json.WriteNumber("ms"u8, Math.Round(result.Ms, 3));
                },
                $"{Invocation.Prefix} generator{(readsTools ? $" {ToolsOption}" : "")}");
        }
    }

    private static double Median(int warmUps, Action run)
    {
        for (int i = 0; i < warmUps; i++)
        {
            run();
        }

        return Statistics.Median(Enumerable.Range(0, Runs).Select(_ => Milliseconds(run)));
    }

    private static double Milliseconds(Action run)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        run();
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }
}
