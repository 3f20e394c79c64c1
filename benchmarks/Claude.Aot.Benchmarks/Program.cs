using System.Globalization;
using BenchmarkDotNet.Running;
using Claude.Aot.Benchmarks;

return args switch
{
    ["ratios", .. string[] rest] => await RunRatiosAsync(rest),
    ["footprint", .. string[] rest] => await RunFootprintAsync(rest),
    ["scale", .. string[] rest] => await RunScaleAsync(rest),
    ["generator", .. string[] rest] => RunGenerator(rest),
    ["request", .. string[] rest] => await RunRequestAsync(rest),
    ["report"] => RunReport(),
    [ScaleServer.Command, string events] => await RunServerAsync(events),
    [ScaleWorker.Command, .. string[] job] => await RunWorkerAsync(job),
    _ => RunBenchmarks(args),
};

static async Task<int> RunRatiosAsync(string[] arguments)
{
    if (arguments is ["--native", .. string[] rest])
    {
        return await NativeProgram.RunAsync(rest);
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

static async Task<int> RunScaleAsync(string[] arguments)
{
    if (ScaleOptions.Parse(arguments) is not { } options)
    {
        return Refuse(ScaleOptions.Usage);
    }

    await new ScaleCommand(options).RunAsync();
    return 0;
}

static async Task<int> RunServerAsync(string events)
{
    await ScaleServer.RunAsync(int.Parse(events, CultureInfo.InvariantCulture));
    return 0;
}

static async Task<int> RunWorkerAsync(string[] job)
{
    await ScaleWorker.RunAsync(job, ScaleCommand.CreateClient);
    return 0;
}

static int RunGenerator(string[] arguments)
{
    bool readsTools = arguments is [GeneratorCommand.ToolsOption, ..];
    string[] rest = readsTools ? arguments[1..] : arguments;
    if (rest is not ([] or ["--json", _]))
    {
        return Refuse(GeneratorCommand.Usage);
    }

    new GeneratorCommand(readsTools, rest.ElementAtOrDefault(1)).Run();
    return 0;
}

static async Task<int> RunRequestAsync(string[] arguments)
{
    if (arguments is not ([] or ["--json", _]))
    {
        return Refuse(RequestCommand.Usage);
    }

    await new RequestCommand(arguments.ElementAtOrDefault(1)).RunAsync();
    return 0;
}

static int RunReport()
{
    new ReportCommand().Run();
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
