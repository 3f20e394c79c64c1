using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Fuzzing;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Fuzzing;

/// <summary>The short form of fuzzing: every seed, and some thousands of changes of them, the same ones every time.</summary>
public sealed class FuzzTargetTests
{
    public static TheoryData<string, int> Targets => new() { { "sse", 2_000 }, { "events", 1_000 }, { "json", 8_000 }, { "fold", 2_000 }, { "work", 200 } };

    // The fast tier runs this check natively, with fewer mutations.
    [Slow]
    [Theory]
    [MemberData(nameof(Targets))]
    public Task Target_SeedsAndTheirMutations_FindsNothing(string name, int mutations) =>
        MutationCheck.RunAsync(FuzzTarget.All.Single(target => target.Name == name), TestCorpus.Folder.FuzzSeeds(name), mutations);

    [Fact]
    public void Targets_OfTheFuzzer_AreAllTested() => Assert.Equal(FuzzTarget.All.Select(target => target.Name), Targets.Select(row => row.Data.Item1));
}
