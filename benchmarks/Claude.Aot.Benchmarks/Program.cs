using BenchmarkDotNet.Running;
using Claude.Aot.Benchmarks;

return args switch
{
    ["ratios", .. string[] rest] => await RunRatiosAsync(rest),
    ["footprint", .. string[] rest] => await RunFootprintAsync(rest),
    _ => RunBenchmarks(args),
};

static async Task<int> RunRatiosAsync(string[] arguments)
{
    if (arguments is ["--native", .. string[] rest])
    {
        return await NativeRatios.RunAsync(rest);
    }

    if (RatioOptions.Parse(arguments) is not { } options)
    {
        return Refuse(RatioOptions.Usage);
    }

    using var anthropic = new AnthropicSource();
    await new RatioCommand(OfficialRivals.CatalogOf(anthropic), options, $"{Invocation.Prefix} ratios").RunAsync();
    return 0;
}

static async Task<int> RunFootprintAsync(string[] arguments)
{
    if (FootprintOptions.Parse(arguments) is not { } options)
    {
        return Refuse(FootprintOptions.Usage);
    }

    await new FootprintCommand(options).RunAsync();
    return 0;
}

static int RunBenchmarks(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(StreamBenchmarks).Assembly).Run(arguments, BenchmarkSettings.Create());
    return 0;
}

static int Refuse(string usage)
{
    Console.Error.WriteLine(usage);
    return 2;
}
