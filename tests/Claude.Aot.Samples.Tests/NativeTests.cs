using Claude.Aot.Samples.Tests.Support;
using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Samples.Tests;

[Slow]
[Collection(FileWorkshop.Collection)]
public sealed class NativeTests(FileWorkshop workshop)
{
    [Theory]
    [InlineData("01-basic-text")]
    [InlineData("04-tool-use")]
    [InlineData("14-thinking")]
    public async Task Program_CompiledNatively_PrintsTheSameWithoutAWarning(string name)
    {
        string[] command = await workshop.PublishAsync(name);
        await using ReplayServer server = await ReplayServer.StartAsync(Recording.Script(name));

        SampleResult result = await SampleProcess.RunAsync(command, server);

        Assert.Equal("", result.Error);
        Assert.Equal(Recording.ExpectedOutput(name), result.Output);
        Assert.Equal(0, result.ExitCode);
    }
}
