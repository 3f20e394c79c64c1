using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Native;

/// <summary>The program that runs the checks of <c>tests/Shared</c> natively. It is the only native program of the fast tier.</summary>
[Collection(NativeBuild.Collection)]
public sealed class AotSmokeTests
{
    private const string Passed = "passed  ";
    private const string Failed = "FAILED  ";

    private static readonly Lazy<Task<CommandResult>> s_run = new(RunAsync);

    [Fact]
    public async Task Package_CompiledNatively_PassesEveryCheck()
    {
        CommandResult run = await s_run.Value;

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.EndsWith(" passed, 0 failed", run.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Package_CompiledNatively_RunsTheChecksThatRunUnderTheJit()
    {
        CommandResult run = await s_run.Value;

        string[] native = [.. run.Output.Split('\n').Where(IsOutcome).Select(line => line[Passed.Length..].TrimEnd())];
        string[] jit = [.. JitChecks.Names()];
        AssertNone("do not run natively", Without(jit, native));
        AssertNone("only run natively", Without(native, jit));
    }

    [Fact]
    public void Checks_OfEveryClass_AreListed() => AssertNone(
        "are in no list", JitChecks.Classes().Except(JitChecks.Names().Select(name => name[..name.IndexOf(':', StringComparison.Ordinal)])));

    private static async Task<CommandResult> RunAsync()
    {
        string program = await NativeBuild.PublishAsync(Repository.PathOf("tests", "Claude.Aot.AotSmoke"), "Claude.Aot.AotSmoke");
        return await Command.RunToEndAsync([], program, Repository.PathOf("tests", "Corpus"));
    }

    private static bool IsOutcome(string line) => line.StartsWith(Passed, StringComparison.Ordinal) || line.StartsWith(Failed, StringComparison.Ordinal);

    // A name that occurs more often in one list than in the other remains.
    private static List<string> Without(IEnumerable<string> names, IEnumerable<string> others)
    {
        Dictionary<string, int> counts = others.CountBy(name => name).ToDictionary();
        return [.. names.Where(name => (counts[name] = counts.GetValueOrDefault(name) - 1) < 0)];
    }

    private static void AssertNone(string what, IEnumerable<string> checks)
    {
        string[] all = [.. checks];
        Assert.True(all.Length == 0, $"{all.Length} checks {what}:\n{string.Join('\n', all.Take(20))}");
    }
}
