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
    [InlineData("20-tools")]
    [InlineData("21-typed-output")]
    public async Task Program_CompiledNatively_PrintsTheSameWithoutAWarning(string name)
    {
        string[] command = await workshop.PublishAsync(name);
        await using ReplayServer server = await ReplayServer.StartAsync(Recording.Scripts(name));

        SampleResult result = await SampleProcess.RunAsync(command, server);

        Assert.Equal("", result.Error);
        Assert.Equal(Recording.ExpectedOutput(name), result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Assistant_CompiledNatively_KeepsNotes()
    {
        string[] command = await workshop.PublishAsync(AssistantTests.Program);

        (string output, string note, _) = await AssistantTests.AskAsync(command, "y");

        Assert.Equal(Recording.ExpectedOutput(AssistantTests.Program), output);
        Assert.Equal("bread, milk", note);
    }
}
