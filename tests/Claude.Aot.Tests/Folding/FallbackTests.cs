using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Folding;

/// <summary>A <c>fallback</c> block says that another model goes on, and the message has that model from then on.</summary>
public sealed class FallbackTests
{
    private const string Block = """{"type":"fallback","from":{"model":"claude-test-1"},"to":{"model":"claude-second"},"trigger":{"type":"refusal","category":null}}""";

    [Fact]
    public async Task Fallback_WhenItStarts_ChangesTheModelOfTheMessage()
    {
        await using MessageStream stream = SseBody.Begin().BlockStart(0, Block).BlockStop().TextStart(1).Text("Hi", 1).BlockStop(1).End().Open();
        List<string> models = [];
        await foreach (StreamEvent e in stream)
        {
            models.Add($"{e.Type} {stream.Snapshot.Model} {stream.Snapshot.ToMessage().Model}");
        }

        Message message = await stream.GetFinalMessageAsync();

        Assert.Equal("MessageStart claude-test-1 claude-test-1", models[0]);
        Assert.Equal("ContentBlockStart claude-second claude-second", models[1]);
        Assert.All(models[1..], model => Assert.EndsWith("claude-second claude-second", model));
        Assert.Equal("claude-second", message.Model);
        Assert.StartsWith("""{"id":"msg_1","type":"message","role":"assistant","model":"claude-test-1","content":[""", message.ToJson());
    }

    [Fact]
    public async Task Fallback_InTheContent_StaysToTheLetter()
    {
        Message message = await SseBody.Begin().BlockStart(0, Block).BlockStop().TextStart(1).Text("Hi", 1).BlockStop(1).End().ReadAsync();

        Assert.Equal([ContentBlockType.Fallback, ContentBlockType.Text], message.Content.Select(block => block.Type));
        Assert.Equal(Block, message.Content[0].ToJson());
        Assert.Equal("claude-test-1", Assert.IsType<FallbackBlock>(message.Content[0]).From?.Model);
    }

    [Fact]
    public async Task Fallback_TwoOfThem_TheLastModelStands()
    {
        Message message = await SseBody.Begin()
            .BlockStart(0, Block).BlockStop()
            .BlockStart(1, Block.Replace("claude-second", "claude-\\u0074hird")).BlockStop(1)
            .End().ReadAsync();

        Assert.Equal("claude-third", message.Model);
    }

    [Theory]
    [InlineData("""{"type":"fallback"}""")]
    [InlineData("""{"type":"fallback","to":null}""")]
    [InlineData("""{"type":"fallback","to":"claude-second"}""")]
    [InlineData("""{"type":"fallback","to":{}}""")]
    [InlineData("""{"type":"fallback","to":{"model":null}}""")]
    [InlineData("""{"type":"fall_back","to":{"model":"claude-second"}}""")]
    [InlineData("""{"type":"text","text":"","to":{"model":"claude-second"}}""")]
    public async Task Block_ThatNamesNoModel_LeavesTheMessageAsItWas(string block)
    {
        Message message = await SseBody.Begin().BlockStart(0, block).BlockStop().End().ReadAsync();

        Assert.Equal("claude-test-1", message.Model);
        Assert.Equal(block, message.Content[0].ToJson());
    }

    [Fact]
    public async Task Fallback_ForAnIndexThatHasStarted_IsABlockOfItsOwn()
    {
        Message message = await SseBody.Begin().TextStart().BlockStart(0, Block).Text("Hi").BlockStop().End().ReadAsync();

        Assert.Equal("claude-second", message.Model);
        Assert.Equal([ContentBlockType.Text, ContentBlockType.Fallback, ContentBlockType.Text], message.Content.Select(block => block.Type));
    }

    [Fact]
    public async Task Fallback_InAStreamThatBreaksOff_IsInThePartialMessage()
    {
        ClaudeTransportException e = await SseBody.Begin().BlockStart(0, Block).ReadToFailureAsync<ClaudeTransportException>();

        Assert.Equal("claude-second", e.Partial?.Model);
    }
}
