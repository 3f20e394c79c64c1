using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Folding;

/// <summary>Tool input keeps the model's bytes and says what they are; half of one is never an empty one.</summary>
public sealed class ToolInputFoldTests
{
    [Theory]
    [InlineData(ToolInputState.Valid, "{}", "")]
    [InlineData(ToolInputState.Valid, "{\"a\": 1.50, \"a\":2}", "{\"a\": 1.", "50, \"a", "\":2}")]
    [InlineData(ToolInputState.Valid, " {\"a\":1}\n", " {\"a\":", "1}\n")]
    [InlineData(ToolInputState.Valid, "[1,2]", "[1,", "2]")]
    [InlineData(ToolInputState.Valid, "{\"n\":123456789012345678901234567890.10e+400}", "{\"n\":123456789012345678901234567890.10e+400}")]
    [InlineData(ToolInputState.Valid, "{\"a\":\"\\ud83d\\u00e9\u2600\"}", "{\"a\":\"\\ud8", "3d\\u00e9\u2600\"}")]
    [InlineData(ToolInputState.Incomplete, "{\"a\": tru", "{\"a\": t", "ru")]
    [InlineData(ToolInputState.Incomplete, "{", "{")]
    [InlineData(ToolInputState.Incomplete, "{\"a\":\"x", "{\"a\":\"x")]
    [InlineData(ToolInputState.Incomplete, "{\"a\":\"x\\", "{\"a\":\"x\\")]
    [InlineData(ToolInputState.Incomplete, "{\"a\":1,", "{\"a\":1,")]
    [InlineData(ToolInputState.Incomplete, "{\"a\":-", "{\"a\":-")]
    [InlineData(ToolInputState.Invalid, "{\"a\":nope}", "{\"a\":n", "ope}")]
    [InlineData(ToolInputState.Invalid, "{\"a\":1}}", "{\"a\":1}", "}")]
    [InlineData(ToolInputState.Invalid, "}", "}")]
    [InlineData(ToolInputState.Invalid, "{}{}", "{}", "{}")]
    public async Task Input_Fragments_AreKeptToTheLetter(ToolInputState state, string bytes, params string[] fragments)
    {
        SseBody body = SseBody.Begin().ToolStart().Input("");
        foreach (string fragment in fragments)
        {
            body.Input(fragment);
        }

        Message message = await body.BlockStop().End().ReadAsync();

        ToolUseBlock block = Assert.IsType<ToolUseBlock>(Assert.Single(message.Content));
        Assert.Equal(bytes, block.Input.ToString());
        Assert.Equal(state, block.Input.State);
        string written = state == ToolInputState.Valid ? bytes : "{}";
        Assert.Equal($$"""{"type":"tool_use","id":"toolu_1","name":"search","input":{{written}}}""", block.ToJson());
    }

    [Fact]
    public async Task Input_HalfACharacterBehindItsEnd_IsInvalid()
    {
        Message message = await SseBody.Begin().ToolStart().Input("{}").Delta(0, """{"type":"input_json_delta","partial_json":"\ud83d"}""").BlockStop().End().ReadAsync();

        ToolUseBlock block = Assert.IsType<ToolUseBlock>(Assert.Single(message.Content));
        Assert.Equal(("{}\uFFFD", ToolInputState.Invalid), (block.Input.ToString(), block.Input.State));
        Assert.Equal("""{"type":"tool_use","id":"toolu_1","name":"search","input":{}}""", block.ToJson());
    }

    [Theory]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"a\":1}", "")]
    [InlineData("{\"a\":1}", " ", "\n\t")]
    public async Task Input_NothingButBlanks_LeavesTheOneOfTheStart(string start, params string[] fragments)
    {
        SseBody body = SseBody.Begin().ToolStart(0, start);
        foreach (string fragment in fragments)
        {
            body.Input(fragment);
        }

        Message message = await body.BlockStop().End().ReadAsync();

        ToolInput input = Assert.IsType<ToolUseBlock>(Assert.Single(message.Content)).Input;
        Assert.Equal((start, ToolInputState.Valid), (input.ToString(), input.State));
    }

    [Fact]
    public async Task Input_OfTheStartAndFragments_FragmentsReplaceIt()
    {
        Message message = await SseBody.Begin().ToolStart(0, "{\"a\":1}").Input("{\"b\":2}").BlockStop().End().ReadAsync();

        Assert.Equal("{\"b\":2}", Assert.IsType<ToolUseBlock>(Assert.Single(message.Content)).Input.ToString());
    }

    [Theory]
    [InlineData("server_tool_use")]
    [InlineData("mcp_tool_use")]
    public async Task Input_OfServerTools_IsFoldedAlike(string type)
    {
        Message message = await SseBody.Begin().BlockStart(0, $$$"""{"type":"{{{type}}}","id":"t","name":"n","input":{}}""").Input("{\"q\":").Input("1}").BlockStop().End().ReadAsync();

        Assert.Equal($$$"""{"type":"{{{type}}}","id":"t","name":"n","input":{"q":1}}""", Assert.Single(message.Content).ToJson());
    }

    [Fact]
    public async Task Input_Views_ShowItAtAnyMoment()
    {
        await using MessageStream stream = SseBody.Begin().ToolStart().Input("").Input("{\"a\":").Input(" 1}").BlockStop().End().Open();
        List<string> seen = [];
        await foreach (StreamEvent e in stream)
        {
            if (e.Index == 0)
            {
                seen.Add($"{e.ContentBlock.Input.Json} {e.ContentBlock.Input.State}");
                Assert.Equal(e.ContentBlock.Input.Json, stream.Snapshot.Content[0].Input.Json);
                Assert.Equal(e.ContentBlock.Input.State, e.ContentBlock.Input.ToOwned().State);
            }
        }

        Assert.Equal(["{} Valid", "{} Valid", "{\"a\": Incomplete", "{\"a\": 1} Valid", "{\"a\": 1} Valid"], seen);
    }

    [Fact]
    public async Task Input_NotValid_SaysSoToWhoeverParsesIt()
    {
        ClaudeStreamException e = await SseBody.Begin().ToolStart().Input("{\"a\": tru").ReadToFailureAsync<ClaudeStreamException>();
        ToolInput input = Assert.IsType<ToolUseBlock>(Assert.Single(e.Partial!.Content)).Input;

        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => input.ToRawJson());

        Assert.Contains("incomplete", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_OwnedBlockOfAView_HasTheBytesToo()
    {
        await using MessageStream stream = SseBody.Begin().ToolStart().Input("{\"a\": tru").BlockStop().End().Open();
        List<ToolInput> inputs = [];
        await foreach (StreamEvent e in stream)
        {
            if (e.Type == StreamEventType.ContentBlockStop)
            {
                inputs.Add(Assert.IsType<ToolUseBlock>(e.ContentBlock.ToOwned()).Input);
            }
        }

        Assert.Equal(("{\"a\": tru", ToolInputState.Incomplete), (Assert.Single(inputs).ToString(), inputs[0].State));
    }
}
