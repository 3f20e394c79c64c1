using System.CommandLine;
using Claude.Aot.Stress;

var seconds = new Option<int>("--seconds") { Description = "how long to run", DefaultValueFactory = static _ => 10 };
var seed = new Option<int>("--seed") { Description = "the seed of all random choices", DefaultValueFactory = static _ => 17 };
var workers = new Option<int>("--workers") { Description = "how many streams at once, from 2 to 26", DefaultValueFactory = static _ => 8 };
var roads = new Option<Road[]>("--roads") { Description = "where bodies come from; all by default", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = static _ => Enum.GetValues<Road>() };
var root = new RootCommand("Reads streams while other threads dispose, cancel and break them: no stream may ever see another's bytes. Exit codes: 0 nothing found, 1 something found.")
{
    seconds, seed, workers, roads,
};
root.SetAction(async (parsed, _) =>
{
    var run = new StressRun(parsed.GetValue(seed), Math.Clamp(parsed.GetValue(workers), 2, 26), parsed.GetValue(roads)!);
    return await run.RunAsync(TimeSpan.FromSeconds(parsed.GetValue(seconds))) ? 0 : 1;
});
return await root.Parse(args).InvokeAsync();
