using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Tools.Support;

namespace Claude.Aot.Tests.Tools;

/// <summary>The turns of a run, and what is sent between them.</summary>
public sealed class ToolRunTests
{
    private const string Signed = """{"type":"thinking","thinking":"Hm …","signature":"c2lnbmF0dXJl=="}""";

    [Fact]
    public async Task Run_OneCall_SendsItsResultAndYieldsEachTurnLive()
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);
        List<string> texts = [];

        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [ToolTest.Weather()]);
        await foreach (MessageStream turn in run)
        {
            await foreach (string text in turn.ReadTextAsync())
            {
                texts.Add(text);
            }
        }

        Assert.Equal(["Let me see.", "Hel", "lo"], texts);
        Assert.Equal(2, handler.Log.All.Count);
        JsonElement[] sent = ToolTest.MessagesOf(handler, 1);
        Assert.Equal(["user", "assistant", "user"], sent.Select(message => message.GetProperty("role").GetString()));
        Assert.Equal(
            """[{"type":"text","text":"Let me see."},{"type":"tool_use","id":"toolu_scripted_1","name":"get_weather","input":{"city":"Paris"}}]""",
            sent[1].GetProperty("content").GetRawText());
        Assert.Equal(
            """[{"type":"tool_result","tool_use_id":"toolu_scripted_1","content":"Sunny: {\"city\":\"Paris\"}"}]""",
            sent[2].GetProperty("content").GetRawText());
        Assert.Equal(ToolRunStopReason.EndTurn, run.StopReason);
        Assert.Equal("Hello", run.Messages[^1].Text);
        Assert.Equal(4, run.Messages.Count);
        Assert.Equal(2, run.TurnCount);
    }

    [Fact]
    public async Task Run_ToolsOfTheRequestAndOfTheRun_AreSentInThisOrder()
    {
        var handler = new ScriptedHandler(Scripts.Hello);
        MessageRequest request = TestClient.Hello with { Tools = [new WebSearchTool20250305(), new Tool("find", "Mine.", """{"type":"object"}""")] };
        using ClaudeClient client = TestClient.Of(handler);

        await client.Messages.RunTools(request, [ToolTest.Weather(), ToolTest.Tool("find", (_, _) => new("x"))]).GetFinalMessageAsync();

        JsonElement[] tools = [.. ToolTest.BodyOf(handler, 0).GetProperty("tools").EnumerateArray()];
        Assert.Equal(["web_search", "find", "get_weather"], tools.Select(tool => tool.GetProperty("name").GetString()));
        Assert.Equal("Mine.", tools[1].GetProperty("description").GetString());
    }

    [Fact]
    public async Task Run_ParallelCalls_ResultsAreInOneMessageInCallOrder()
    {
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ToolFunction tool = ToolTest.Weather(async (call, _) =>
        {
            if (call.Input.ToString() == ToolTest.Paris)
            {
                await second.Task;
            }
            else
            {
                second.SetResult();
            }

            return call.Input.ToString();
        });
        var handler = new ScriptedHandler(ToolTest.TwoCalls, Scripts.Hello);

        ToolRun run = await ToolTest.RunAsync(handler, tool);

        Assert.Equal(
            """[{"type":"tool_result","tool_use_id":"toolu_scripted_0","content":"{\"city\":\"Paris\"}"},{"type":"tool_result","tool_use_id":"toolu_scripted_1","content":"{\"city\":\"Rome\"}"}]""",
            ToolTest.LastContent(handler, 1));
        Assert.Empty(run.Results);
    }

    [Theory]
    [InlineData(ClaudeApiVersion.V20230601)]
    [InlineData(ClaudeApiVersion.V20261021)]
    public async Task Run_ThinkingServerToolsAndUnknownBlocks_GoBackByteForByte(string version)
    {
        const string Server = """{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query" : "q"}}""";
        const string Result = """{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"web_search_result","encrypted_content":"EmwKAhgB\/x=="}]}""";
        const string Unknown = """{"type":"block_of_tomorrow", "a" : { "b":1.0 } }""";
        const string Call = """{"type":"tool_use","id":"toolu_1","name":"get_weather","caller":{"type":"direct"},"input":{"n": 1.0}}""";
        var handler = new ScriptedHandler(Whole("tool_use", Signed, Server, Result, Unknown, Call), Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler, options => options.ApiVersion = version);

        await client.Messages.RunTools(TestClient.Hello with { Thinking = Thinking.Enabled(1024) }, [ToolTest.Weather()]).GetFinalMessageAsync();

        Assert.Equal($"[{Signed},{Server},{Result},{Unknown},{Call}]", ToolTest.MessagesOf(handler, 1)[1].GetProperty("content").GetRawText());
        Assert.Equal(1024, ToolTest.BodyOf(handler, 1).GetProperty("thinking").GetProperty("budget_tokens").GetInt32());
        Assert.All(handler.Log.All, exchange => Assert.Equal(version, exchange.Headers["anthropic-version"]));
    }

    [Fact]
    public async Task Run_ServerCallThatWaitsForOurResult_GoesBackToo()
    {
        const string Server = """{"type":"server_tool_use","id":"srvtoolu_1","name":"code_execution","input":{"code":"x"}}""";
        const string Call = """{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{"a":1},"caller":{"type":"code_execution_20250825","tool_id":"srvtoolu_1"}}""";
        var handler = new ScriptedHandler(Whole("tool_use", Server, Call), Scripts.Hello);

        await ToolTest.RunAsync(handler, ToolTest.Weather());

        Assert.Equal($"[{Server},{Call}]", ToolTest.MessagesOf(handler, 1)[1].GetProperty("content").GetRawText());
    }

    [Fact]
    public async Task Run_PausedTurn_GoesOnByItself()
    {
        const string Text = """{"type":"text","text":"Searching"}""";
        const string Server = """{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"q"}}""";
        const string Result = """{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[]}""";
        const string Call = """{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{"a":1}}""";
        var handler = new ScriptedHandler(Whole("pause_turn", Text, Server), Whole("tool_use", Result, Call), Scripts.Hello);

        ToolRun run = await ToolTest.RunAsync(handler, ToolTest.Weather());

        Assert.Equal(3, handler.Log.All.Count);
        JsonElement[] sent = ToolTest.MessagesOf(handler, 1);
        Assert.Equal(2, sent.Length);
        Assert.Equal($"[{Text},{Server}]", sent[1].GetProperty("content").GetRawText());
        sent = ToolTest.MessagesOf(handler, 2);
        Assert.Equal(["user", "assistant", "assistant", "user"], sent.Select(message => message.GetProperty("role").GetString()));
        Assert.Equal($"[{Result},{Call}]", sent[2].GetProperty("content").GetRawText());
        Assert.Equal(ToolRunStopReason.EndTurn, run.StopReason);
    }

    [Theory]
    [InlineData(null, "\"container_1\"")]
    [InlineData("\"container_0\"", "\"container_1\"")]
    [InlineData("""{"skills":[{"type":"anthropic","skill_id":"pdf"}]}""", """{"id":"container_1","skills":[{"type":"anthropic","skill_id":"pdf"}]}""")]
    public async Task Run_Container_IsUsedByTheNextTurn(string? sent, string expected)
    {
        ResponseScript first = new MessageScript().ToolUse("get_weather", ToolTest.Paris)
            .Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"tool_use","container":{"id":"container_1","expires_at":"2026-12-01T00:00:00Z"}},"usage":{"output_tokens":1}}""")
            .Event("message_stop", """{"type":"message_stop"}""").ToScript();
        var handler = new ScriptedHandler(first, Scripts.Hello);
        RequestContainer? container = sent is null ? null : ClaudeJson.Parse<RequestContainer>(sent);

        await ToolTest.RunAsync(handler, ToolTest.Weather(), request: TestClient.Hello with { Container = container });

        Assert.Equal(expected, ToolTest.BodyOf(handler, 1).GetProperty("container").GetRawText());
    }

    [Fact]
    public async Task Run_GatewaySaysEndTurn_TheCallIsStillRun()
    {
        var handler = new ScriptedHandler(new MessageScript().ToolUse("get_weather", ToolTest.Paris).End("end_turn"), Scripts.Hello);

        await ToolTest.RunAsync(handler, ToolTest.Weather());

        Assert.Equal(2, handler.Log.All.Count);
    }

    [Fact]
    public async Task Run_GatewayAnswersWithAWholeMessage_TheCallIsRun()
    {
        const string Message = """{"id":"m","type":"message","role":"assistant","model":"m","content":[{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{"city":"Paris"}}],"stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":1}}""";
        var handler = new ScriptedHandler(ResponseScript.Json(Message), Scripts.Hello);

        await ToolTest.RunAsync(handler, ToolTest.Weather());

        Assert.Contains("Sunny", ToolTest.LastContent(handler, 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usage_OfAllTurns_IsSummed()
    {
        var handler = new ScriptedHandler(
            new MessageScript(inputTokens: 100).ToolUse("get_weather", ToolTest.Paris).End("tool_use", outputTokens: 7),
            new MessageScript(inputTokens: 150).Text("Done").End(outputTokens: 3));

        ToolRun run = await ToolTest.RunAsync(handler, ToolTest.Weather());

        Assert.Equal((250, 10), (run.Usage.InputTokens, run.Usage.OutputTokens));
    }

    [Theory]
    [InlineData("""{"type":"any","disable_parallel_tool_use":true}""", """{"type":"auto","disable_parallel_tool_use":true}""")]
    [InlineData("""{"type":"tool","name":"get_weather"}""", """{"type":"auto"}""")]
    [InlineData("""{"type":"auto"}""", """{"type":"auto"}""")]
    public async Task Run_ForcedCall_IsForcedOnce(string first, string second)
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Hello);

        await ToolTest.RunAsync(handler, ToolTest.Weather(), request: TestClient.Hello with { ToolChoice = ClaudeJson.Parse<ToolChoice>(first) });

        Assert.Equal(first, ToolTest.BodyOf(handler, 0).GetProperty("tool_choice").GetRawText());
        Assert.Equal(second, ToolTest.BodyOf(handler, 1).GetProperty("tool_choice").GetRawText());
    }

    [Fact]
    public async Task Toolset_ItsCalls_ReachTheFunctionOfTheToolset()
    {
        const string Call = """{"type":"tool_use","id":"toolu_1","name":"screenshot","toolset_name":"computer","input":{"a":1}}""";
        var handler = new ScriptedHandler(Whole("tool_use", Call), Scripts.Hello);
        var tool = new ToolFunction(new ComputerToolset20260801(), (call, _) => ValueTask.FromResult<BlockContent>(call.Name));

        await ToolTest.RunAsync(handler, tool);

        Assert.Equal("computer", tool.Name);
        Assert.Equal("""[{"type":"tool_result","tool_use_id":"toolu_1","content":"screenshot","toolset_name":"computer"}]""", ToolTest.LastContent(handler, 1));
    }

    [Fact]
    public async Task Run_SecondEnumeration_IsRefused()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello));
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [ToolTest.Weather()]);
        await foreach (MessageStream _ in run)
        {
        }

        Assert.Throws<InvalidOperationException>(() => run.GetAsyncEnumerator());
        Assert.Equal("Hello", (await run.GetFinalMessageAsync()).Text);
    }

    [Fact]
    public void RunTools_TwoToolsOfOneName_AreRefused()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello));

        Assert.Throws<ArgumentException>(() => client.Messages.RunTools(TestClient.Hello, [ToolTest.Weather(), ToolTest.Weather()]));
    }

    [Fact]
    public void RunTools_WithAThreadOfTheApi_IsRefused()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello));

        Assert.Throws<ArgumentException>(() => client.Messages.RunTools(TestClient.Hello with { Thread = new CreateMessageThread() }, [ToolTest.Weather()]));
    }

    /// <summary>Creates a response whose blocks come without deltas.</summary>
    private static ResponseScript Whole(string stopReason, params string[] blocks)
    {
        var script = new MessageScript();
        for (int i = 0; i < blocks.Length; i++)
        {
            script.Event("content_block_start", $$"""{"type":"content_block_start","index":{{i}},"content_block":{{blocks[i]}}}""");
            script.Event("content_block_stop", $$"""{"type":"content_block_stop","index":{{i}}}""");
        }

        return script.End(stopReason);
    }
}
