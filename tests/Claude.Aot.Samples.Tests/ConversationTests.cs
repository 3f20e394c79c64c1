using System.Text.Json;
using Claude.Aot.Samples.Tests.Support;

namespace Claude.Aot.Samples.Tests;

public abstract class ConversationTests(SampleWorkshop workshop)
{
    private const string Program = "11-conversation";

    [Theory]
    [InlineData("Hi, I'm Alice\nWhat's my name?\n\n")]
    [InlineData("Hi, I'm Alice\nWhat's my name?\n")]
    public async Task Conversation_UntilAnEmptyLineOrTheEnd_RemembersEveryTurn(string typed)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Recording.Scripts(Program));

        SampleResult result = await SampleProcess.RunAsync(await workshop.BuildAsync(Program), server, typed);

        Assert.Equal("", result.Error);
        Assert.Equal("> Hi Alice, nice to meet you!\n> Your name is Alice.\n> ", result.Output);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, server.Log.All.Count);
        using JsonDocument second = JsonDocument.Parse(server.Log.All[1].Body);
        Assert.Equal(
            """[{"role":"user","content":"Hi, I'm Alice"},{"role":"assistant","content":[{"type":"text","text":"Hi Alice, nice to meet you!"}]},{"role":"user","content":"What's my name?"}]""",
            second.RootElement.GetProperty("messages").GetRawText());
    }
}
