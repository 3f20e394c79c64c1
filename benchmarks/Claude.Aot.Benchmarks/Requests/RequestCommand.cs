using System.Globalization;

namespace Claude.Aot.Benchmarks;

/// <summary>
/// The short mode for requests: one with an image of 20 MB, and one with a short prompt. The image is given in Base64; the request is created each time.
/// </summary>
internal sealed class RequestCommand(string? jsonFile)
{
    public const string Usage = "usage: request [--json FILE]";

    private const int ImageBytes = 20_000_000;
    private const int ImageRuns = 9;
    private const int PromptRuns = 15;
    private const int PromptsPerRun = 1_000;

    public async Task RunAsync()
    {
        string image = Convert.ToBase64String(new byte[ImageBytes]);
        using var own = new ClaudeAotRequestClient();
        using var official = new AnthropicRequestClient();
        IRequestClient[] clients = [own, official];
        List<RequestResult> results = [];
        foreach (IRequestClient client in clients)
        {
            // The code is compiled and its classes are loaded before the first large request, so that its bytes are those of the request.
            await AllocateAsync(client, null, PromptsPerRun);
        }

        foreach (IRequestClient client in clients)
        {
            results.Add(await MeasureAsync("image of 20 MB", client, image, ImageRuns, requestsPerRun: 1));
        }

        foreach (IRequestClient client in clients)
        {
            results.Add(await MeasureAsync("short prompt", client, null, PromptRuns, PromptsPerRun));
        }

        Console.WriteLine($"{"request",-15} {"client",-12} {"body bytes",11} {"us",12} {"first bytes",12} {"later bytes",12}");
        foreach (RequestResult result in results)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Input,-15} {result.Client,-12} {result.BodyBytes,11:N0} {result.Microseconds,12:N1} {result.FirstBytes,12:N0} {result.Bytes,12:N0}"));
        }

        if (jsonFile is not null)
        {
            ResultFile.Write(
                jsonFile,
                results,
                static (json, result) =>
                {
                    json.WriteString("input"u8, result.Input);
                    json.WriteString("client"u8, result.Client);
                    json.WriteNumber("bodyBytes"u8, result.BodyBytes);
                    json.WriteNumber("us"u8, Math.Round(result.Microseconds, 2));
                    json.WriteNumber("firstBytes"u8, result.FirstBytes);
                    json.WriteNumber("bytes"u8, result.Bytes);
                },
                $"{Invocation.Prefix} request");
        }
    }

    private static async Task<RequestResult> MeasureAsync(string input, IRequestClient client, string? image, int runs, int requestsPerRun)
    {
        long first = await AllocateAsync(client, image, 1);
        long bytes = long.MaxValue;
        List<double> times = [];
        for (int run = 0; run < runs; run++)
        {
            // Collect the garbage of the previous run, so that it does not count for this one.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            TimeSpan start = Environment.CpuUsage.TotalTime;
            bytes = Math.Min(bytes, await AllocateAsync(client, image, requestsPerRun) / requestsPerRun);
            times.Add((Environment.CpuUsage.TotalTime - start).TotalMicroseconds / requestsPerRun);
        }

        return new RequestResult(input, client.Name, client.BodyBytes, Statistics.Median(times), first, bytes);
    }

    private static async Task<long> AllocateAsync(IRequestClient client, string? image, int count)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < count; i++)
        {
            await client.AskAsync(image);
        }

        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
