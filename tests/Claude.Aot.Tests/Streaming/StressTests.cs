using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Streaming;

/// <summary>The short form of the stress program, in a process of its own. Its Debug build checks every return to the pool.</summary>
public sealed class StressTests
{
    [Slow, Fact]
    public async Task Stress_ShortForm_FindsNothing()
    {
        string program = Repository.PathOf("tests", "Claude.Aot.Stress", "bin", Repository.Configuration, "net10.0", "Claude.Aot.Stress.dll");

        string output = await Command.RunAsync("dotnet", "exec", program, "--seconds", "5", "--workers", "6");

        Assert.Contains("nothing found", output, StringComparison.Ordinal);
    }
}
