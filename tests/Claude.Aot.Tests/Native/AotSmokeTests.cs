using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Native;

[Collection(NativeBuild.Collection)]
public sealed class AotSmokeTests
{
    [Fact]
    public async Task Package_CompiledNatively_GivesTheSameResultsOverTheCorpus()
    {
        string program = await NativeBuild.PublishAsync(Repository.PathOf("tests", "Claude.Aot.AotSmoke"), "Claude.Aot.AotSmoke");

        string output = await Command.RunAsync(program, Repository.PathOf("tests", "Corpus"));

        Assert.EndsWith(" passed, 0 failed", output.TrimEnd(), StringComparison.Ordinal);
    }
}
