using System.Text;
using System.Text.Json;

namespace Claude.Aot.Benchmarks;

/// <summary>The process that streams. It runs one job, and prints its result as JSON.</summary>
internal static class ScaleWorker
{
    /// <summary>The argument that starts a program as a worker.</summary>
    public const string Command = "scale-worker";

    /// <param name="arguments">The job.</param>
    /// <param name="create">Creates a client of the job for an address.</param>
    public static async Task RunAsync(string[] arguments, Func<ScaleJob, Uri, IScaleClient> create)
    {
        ScaleJob job = ScaleJob.FromArguments(arguments);
        using IScaleClient client = create(job, job.Address);
        using IScaleClient warmUp = create(job, job.AddressOf(ScaleJob.Burst));
        using var run = new ScaleRun(job, client);
        ScaleResult result = await run.RunAsync(warmUp);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            result.WriteMembers(json);
            json.WriteEndObject();
        }

        Console.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
