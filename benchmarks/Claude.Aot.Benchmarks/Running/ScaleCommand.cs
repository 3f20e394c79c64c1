using System.Globalization;

namespace Claude.Aot.Benchmarks;

/// <summary>Measures many concurrent streams. Each client and the server have their own processes.</summary>
internal sealed class ScaleCommand(ScaleOptions options)
{
    public async Task RunAsync()
    {
        var results = new List<ScaleResult>();
        Console.WriteLine($"{"mode",-6} {"http",-4} {"client",-22} {"streams",7} {"whole",6} {"wall, s",8} {"CPU, s",7} {"alloc, MB",10} {"GCs",5} {"peak, MB",9} {"idle, KB",9} {"heap, KB",9}");
        foreach (ScalePlan.Row row in ScalePlan.Of(options))
        {
            ScaleResult result = await MeasureAsync(row);
            results.Add(result);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Mode,-6} {result.Http,-4} {result.Client,-22} {result.Streams,7} {result.Completed,6} {result.WallSeconds,8:F1} {result.CpuSeconds,7:F1} {result.AllocatedMb,10:F1} {result.Collections,5} {result.PeakMb,9:F1} {result.IdleKbPerStream,9:F2} {result.IdleHeapKbPerStream,9:F2}"));
        }

        if (options.JsonFile is not null)
        {
            ResultFile.Write(options.JsonFile, results, static (json, result) => result.WriteMembers(json), $"{Invocation.Prefix} scale");
        }
    }

    /// <summary>Creates the client of a job, which can be the official one.</summary>
    public static IScaleClient CreateClient(ScaleJob job, Uri address) => ScaleClients.TryCreate(job.Client, address, job.Http) ?? new AnthropicScaleClient(address);

    private static async Task<ScaleResult> MeasureAsync(ScalePlan.Row row)
    {
        int events = ScalePlan.EventsOf(row.Mode);
        using ScaleServer server = await ScaleServer.StartAsync(events);
        var job = new ScaleJob(row.Client, row.Mode, server.Address, row.Streams, events, row.Http);
        string output = row.IsNative
            ? await Command.RunAsync(await NativeProgram.PublishAsync(), [ScaleWorker.Command, .. job.ToArguments()])
            : await Command.RunAsync("dotnet", [typeof(ScaleCommand).Assembly.Location, ScaleWorker.Command, .. job.ToArguments()]);
        ScaleResult result = ScaleResult.Parse(output);
        return row.IsNative ? result with { Client = $"{result.Client}, native" } : result;
    }
}
