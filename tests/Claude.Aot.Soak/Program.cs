using System.CommandLine;
using Claude.Aot.Soak;
using Claude.Aot.Soak.Measures;
using Claude.Aot.Soak.Trials;

var streams = new Option<int>("--streams") { Description = "how many streams for each kind of trial, half of them over HTTP/1.1 and half over HTTP/2", DefaultValueFactory = static _ => 10_000 };
var concurrency = new Option<int>("--concurrency") { Description = "how many at once", DefaultValueFactory = static _ => 200 };
var rounds = new Option<int>("--rounds") { Description = "after how many equal parts memory is measured", DefaultValueFactory = static _ => 10 };
var seed = new Option<int>("--seed") { Description = "the seed of the random faults", DefaultValueFactory = static _ => 17 };
var root = new RootCommand("Streams in bulk over loopback while servers fail and readers leave: nothing may be lost, and nothing may be left. Exit codes: 0 kept, 1 broken.")
{
    streams, concurrency, rounds, seed,
};
root.SetAction(async (parsed, _) =>
{
    var size = new SoakSize(parsed.GetValue(streams), parsed.GetValue(concurrency), parsed.GetValue(rounds));
    bool isKept = true;
    using var arrays = new PooledArrayCounter();
    foreach (TrialKind kind in Enum.GetValues<TrialKind>())
    {
        using var run = new SoakRun(kind, size, parsed.GetValue(seed), arrays);
        isKept &= await run.RunAsync();
    }

    return isKept ? 0 : 1;
});
return await root.Parse(args).InvokeAsync();
