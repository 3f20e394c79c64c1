using System.Text.Json;
using Claude.Aot.Samples.Tests.Support;

namespace Claude.Aot.Samples.Tests;

public abstract class ToolTests(SampleWorkshop workshop)
{
    private const string Program = "20-tools";

    [Fact]
    public async Task Tools_TwoCalls_AreAnsweredInOneMessage()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Recording.Scripts(Program));

        SampleResult result = await SampleProcess.RunAsync(await workshop.BuildAsync(Program), server);

        Assert.Equal("", result.Error);
        Assert.Equal(Recording.ExpectedOutput(Program), result.Output);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, server.Log.All.Count);
        using JsonDocument second = JsonDocument.Parse(server.Log.All[1].Body);
        Assert.Equal(
            """[{"type":"tool_result","tool_use_id":"toolu_1","content":"7"},{"type":"tool_result","tool_use_id":"toolu_2","content":"19"}]""",
            second.RootElement.GetProperty("messages")[2].GetProperty("content").GetRawText());
    }
}
