using Claude.Aot.Benchmarks;

if (RatioOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(RatioOptions.Usage);
    return 2;
}

await new RatioCommand(new RivalCatalog(), options, "dotnet run -c Release --project benchmarks/Claude.Aot.Benchmarks -- ratios --native").RunAsync();
return 0;
