using BenchmarkDotNet.Running;
using Claude.Aot.Benchmarks;

if (args is not ["ratios", .. string[] rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(StreamBenchmarks).Assembly).Run(args, BenchmarkSettings.Create());
    return 0;
}

if (RatioOptions.Parse(rest) is not { } options)
{
    Console.Error.WriteLine(RatioOptions.Usage);
    return 2;
}

using var anthropic = new AnthropicSource();
await new RatioCommand(OfficialRivals.CatalogOf(anthropic), options).RunAsync();
return 0;
