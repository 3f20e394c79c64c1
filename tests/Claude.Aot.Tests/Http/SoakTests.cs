using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Http;

/// <summary>The short form of the soak, in a process of its own, so that what is left of memory is its own.</summary>
public sealed class SoakTests
{
    [Slow, Fact]
    public async Task Soak_ShortForm_LosesNothingAndLeavesNothing()
    {
        string program = Repository.PathOf("tests", "Claude.Aot.Soak", "bin", Repository.Configuration, "net10.0", "Claude.Aot.Soak.dll");

        string output = await Command.RunAsync("dotnet", "exec", program, "--streams", "200", "--concurrency", "25", "--rounds", "2");

        Assert.Equal(2, output.Split("0 lost, nothing left").Length - 1);
    }
}
