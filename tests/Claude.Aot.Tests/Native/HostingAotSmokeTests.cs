using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Native;

/// <summary>The program that runs clients in a Generic Host and in a web app natively. A warning of the native compiler is an error.</summary>
[Slow]
[Collection(NativeBuild.Collection)]
public sealed class HostingAotSmokeTests
{
    [Fact]
    public async Task Hosts_CompiledNatively_RunTheirClients()
    {
        string program = await NativeBuild.PublishAsync(Repository.PathOf("tests", "Claude.Aot.Hosting.AotSmoke"), "Claude.Aot.Hosting.AotSmoke");

        CommandResult run = await Command.RunToEndAsync([], program);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(3, run.Output.Split('\n').Count(line => line.StartsWith("passed  ", StringComparison.Ordinal)));
    }
}
