using System.CommandLine;
using Claude.Aot.Fuzzing.Coverage;
using Claude.Aot.Tests.Shared.Fuzzing;

namespace Claude.Aot.Fuzzing.Commands;

/// <summary><c>run [TARGET…]</c>: mutates inputs, and keeps those that reach what none has reached before.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var targets = new Argument<string[]>("TARGET") { Description = "what to fuzz (default: all, one after the other)", Arity = ArgumentArity.ZeroOrMore };
        targets.AcceptOnlyFromAmong([.. FuzzTarget.All.Select(target => target.Name)]);
        var seconds = new Option<double>("--seconds") { Description = "how long to fuzz each target", DefaultValueFactory = static _ => 60 };
        var executions = new Option<long>("--executions") { Description = "how many inputs to try at most for each target", DefaultValueFactory = static _ => long.MaxValue };
        var seed = new Option<int?>("--seed") { Description = "the seed of the random numbers (default: another one each time)" };
        var output = new Option<DirectoryInfo>("--output")
        {
            Description = "where inputs and findings are kept, and found again by the next run",
            DefaultValueFactory = static _ => new DirectoryInfo(FuzzFolders.DefaultOutput),
        };
        var command = new Command("run", "Mutates inputs, and keeps those that reach what none has reached before.") { targets, seconds, executions, seed, output };
        command.SetAction(parsed =>
        {
            var limits = new FuzzLimits(TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(executions));
            string[] names = parsed.GetValue(targets) is { Length: > 0 } chosen ? chosen : [.. FuzzTarget.All.Select(target => target.Name)];
            int randomSeed = parsed.GetValue(seed) ?? Environment.TickCount;
            Console.WriteLine($"seed {randomSeed}, inputs and findings in {parsed.GetRequiredValue(output).FullName}");
            int findings = names.Sum(name => Run(TargetArgument.Find(name), limits, randomSeed, new FuzzFolders(parsed.GetRequiredValue(output).FullName, name)));
            return findings == 0 ? 0 : 1;
        });
        return command;
    }

    private static int Run(FuzzTarget target, FuzzLimits limits, int seed, FuzzFolders folders)
    {
        using var coverage = new CoverageMap();
        using var run = new FuzzRun(target, coverage, folders, new Random(seed));
        run.Load([.. FuzzFolders.Corpus.FuzzSeeds(target.Name), .. folders.ReadCorpus()]);
        return run.Run(limits);
    }
}
