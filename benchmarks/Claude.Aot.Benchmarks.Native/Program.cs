using Claude.Aot.Benchmarks;

if (args is [ScaleWorker.Command, .. string[] job])
{
    await ScaleWorker.RunAsync(job, static (job, address) =>
        ScaleClients.TryCreate(job.Client, address, job.Http) ?? throw new ArgumentException($"There is no client {job.Client} here."));
    return 0;
}

if (RatioOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(RatioOptions.Usage);
    return 2;
}

await new RatioCommand(new RivalCatalog(), options, "dotnet run -c Release --project benchmarks/Claude.Aot.Benchmarks -- ratios --native").RunAsync();
return 0;
