using System.Diagnostics;
using System.Text.Json;
using Claude.Aot.Testing;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.Tests;

/// <summary>
/// Bugs that other adapters for the Claude API, and libraries above them, have had in public. Each test has the repository and the number of the issue or of the
/// fix in its name: <c>Csharp</c> is anthropics/anthropic-sdk-csharp, <c>Tghamm</c> is tghamm/Anthropic.SDK, <c>Extensions</c> is dotnet/extensions,
/// <c>AgentFramework</c> is microsoft/agent-framework, <c>Official</c> is the adapter of the official SDK without an issue.
/// </summary>
public sealed class PublicBugTests
{
    private static readonly ChatMessage s_hi = new(ChatRole.User, "Hi");

    private static ResponseScript Answer => new MessageScript().Text("done").End();

    private static JsonElement Turn(ChatTestClient test, int request, int turn) => test.Request(request).GetProperty("messages")[turn].GetProperty("content");

    private static ChatOptions With(params AITool[] tools) => new() { Tools = tools };

    [Fact]
    public async Task Csharp74_Usage_OfAStream_IsNotDoubled()
    {
        using var test = new ChatTestClient(BlockScript.Ending(
            """{"stop_reason":"end_turn","stop_sequence":null}""", """{"input_tokens":10,"output_tokens":50}""", """{"input_tokens":10,"output_tokens":8}"""));
        List<ChatResponseUpdate> updates = await test.Chat.GetStreamingResponseAsync("Hi").ToListAsync();
        UsageContent usage = Assert.Single(updates.SelectMany(update => update.Contents).OfType<UsageContent>());
        Assert.Equal((10, 50, 60), (usage.Details.InputTokenCount, usage.Details.OutputTokenCount, usage.Details.TotalTokenCount));
        Assert.Same(updates[^1].Contents[^1], usage);
    }

    [Fact]
    public async Task Csharp150_Input_OfAStreamedServerTool_IsKept()
    {
        using var test = new ChatTestClient(BlockScript.Events(
            "end_turn",
            """{"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"query\":"}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"\"rivers\"}"}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[]}}""",
            """{"type":"content_block_stop","index":1}"""));
        ChatResponse response = await test.Chat.GetStreamingResponseAsync("Hi").ToChatResponseAsync();
        Assert.Equal(["rivers"], Assert.IsType<WebSearchToolCallContent>(response.Messages[0].Contents[0]).Queries);
        await test.Chat.GetResponseAsync([s_hi, .. response.Messages, s_hi]);
        JsonAssert.Equal("""{"query":"rivers"}""", Turn(test, 1, 1)[0].GetProperty("input"));
    }

    [Fact]
    public async Task Csharp159_Result_OfAString_IsNotSerializedTwice()
    {
        using var test = new ChatTestClient(new MessageScript().ToolUse("f", "{}").End("tool_use"), Answer);
        using IChatClient chat = test.Chat.AsBuilder().UseFunctionInvocation().Build();
        await chat.GetResponseAsync("Hi", With(AIFunctionFactory.Create(() => "say \"hi\"", "f")));
        Assert.Equal("say \"hi\"", Turn(test, 1, 2)[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task Csharp181_ThinkingBlock_WithoutASignatureInItsStart_IsRead()
    {
        using var test = new ChatTestClient(BlockScript.Events(
            "end_turn",
            """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm"}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}""",
            """{"type":"content_block_stop","index":0}"""));
        ChatResponse response = await test.Chat.GetStreamingResponseAsync("Hi").ToChatResponseAsync();
        TextReasoningContent reasoning = Assert.IsType<TextReasoningContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Equal(("Hm", "c2ln"), (reasoning.Text, reasoning.ProtectedData));
    }

    [Fact]
    public async Task Csharp83_Schema_OfAFunction_IsNotNestedInProperties()
    {
        JsonElement request = await ChatTestClient.SendAsync(With(AIFunctionFactory.Create((string river) => river, "f")));
        JsonAssert.Equal("""{"type":"object","properties":{"river":{"type":"string"}},"required":["river"]}""", request.GetProperty("tools")[0].GetProperty("input_schema"));
    }

    [Fact]
    public async Task Csharp135_SystemBlocks_OfARawRequest_KeepTheirCacheMarks()
    {
        var raw = new MessageRequest { Model = "", MaxTokens = 0, Messages = [], System = new SystemPrompt([new TextBlock("A") { CacheControl = new CacheControl { Ttl = CacheTtl.OneHour } }]) };
        JsonElement request = await ChatTestClient.SendAsync([new(ChatRole.System, "B"), s_hi], new ChatOptions { RawRepresentationFactory = _ => raw });
        JsonAssert.Equal("""[{"type":"text","text":"A","cache_control":{"type":"ephemeral","ttl":"1h"}},{"type":"text","text":"B"}]""", request.GetProperty("system"));
    }

    [Fact]
    public async Task Csharp144_Placeholder_IsNotAddedToTheMessagesOfARawRequest()
    {
        var raw = new MessageRequest { Model = "", MaxTokens = 0, Messages = ["Hello"] };
        JsonElement request = await ChatTestClient.SendAsync([], new ChatOptions { RawRepresentationFactory = _ => raw });
        JsonAssert.Equal("""[{"role":"user","content":"Hello"}]""", request.GetProperty("messages"));
    }

    [Fact]
    public async Task Csharp183_File_OfAnImage_IsAnImage() => JsonAssert.Equal(
        """[{"type":"image","source":{"type":"file","file_id":"f"}}]""",
        await ChatTestClient.SendContentsAsync(new HostedFileContent("f") { MediaType = "image/webp" }));

    [Fact]
    public async Task Tghamm76_Thinking_IsKeptInTheFunctionLoop()
    {
        using var test = new ChatTestClient(new MessageScript().Thinking("c2ln", "H", "m").ToolUse("f", "{}").End("tool_use"), Answer);
        using IChatClient chat = test.Chat.AsBuilder().UseFunctionInvocation().Build();
        await chat.GetStreamingResponseAsync("Hi", With(AIFunctionFactory.Create(() => 1, "f"))).ToChatResponseAsync();
        JsonAssert.Equal("""{"type":"thinking","thinking":"Hm","signature":"c2ln"}""", Turn(test, 1, 1)[0]);
    }

    [Fact]
    public async Task Tghamm90_Usage_OfTheStart_IsCounted()
    {
        using var test = new ChatTestClient(BlockScript.Ending(
            """{"stop_reason":"end_turn","stop_sequence":null}""", """{"output_tokens":50}""", """{"input_tokens":7,"cache_read_input_tokens":3,"output_tokens":1}"""));
        ChatResponse response = await test.Chat.GetStreamingResponseAsync("Hi").ToChatResponseAsync();
        Assert.Equal((10, 50), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task Tghamm137_EmptyTextAndFinalWhitespace_AreNotSent()
    {
        JsonElement request = await ChatTestClient.SendAsync([new(ChatRole.User, [new TextContent(""), new TextContent("Hi")]), new(ChatRole.Assistant, "The answer is \n")]);
        JsonAssert.Equal(
            """[{"role":"user","content":[{"type":"text","text":"Hi"}]},{"role":"assistant","content":[{"type":"text","text":"The answer is"}]}]""", request.GetProperty("messages"));
    }

    [Fact]
    public async Task Tghamm174_ParallelCalls_WhoseDeltasInterleave_AreComplete()
    {
        using var test = new ChatTestClient(BlockScript.Events(
            "tool_use",
            """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"1","name":"f","input":{}}}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"2","name":"g","input":{}}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"n\":"}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"n\":"}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"2}"}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"1}"}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"content_block_stop","index":1}"""));
        ChatResponse response = await test.Chat.GetStreamingResponseAsync("Hi").ToChatResponseAsync();
        Assert.Equal(
            [("1", "f", "1"), ("2", "g", "2")],
            response.Messages[0].Contents.OfType<FunctionCallContent>().Select(call => (call.CallId, call.Name, call.Arguments!["n"]!.ToString()!)));
    }

    [Fact]
    public async Task Tghamm184_Results_OfOneTurn_AreInOneTurn()
    {
        JsonElement request = await ChatTestClient.SendAsync(
        [
            s_hi, new(ChatRole.Assistant, [new FunctionCallContent("1", "f"), new FunctionCallContent("2", "f")]),
            new(ChatRole.Tool, [new FunctionResultContent("1", "a")]), new(ChatRole.Tool, [new FunctionResultContent("2", "b")]),
        ]);
        Assert.Equal(3, request.GetProperty("messages").GetArrayLength());
        Assert.Equal(["1", "2"], request.GetProperty("messages")[2].GetProperty("content").EnumerateArray().Select(result => result.GetProperty("tool_use_id").GetString()));
    }

    [Fact]
    public async Task Tghamm128_Result_InAMessageOfTheModel_IsInATurnOfTheUser()
    {
        JsonElement request = await ChatTestClient.SendAsync(
            [s_hi, new(ChatRole.Assistant, [new FunctionCallContent("1", "f"), new FunctionResultContent("1", "a"), new TextContent("So it is.")]), s_hi]);
        Assert.Equal(["user", "assistant", "user", "assistant", "user"], request.GetProperty("messages").EnumerateArray().Select(turn => turn.GetProperty("role").GetString()));
        Assert.Equal("tool_result", request.GetProperty("messages")[2].GetProperty("content")[0].GetProperty("type").GetString());
    }

    /// <summary>The token was a property once. Code that was compiled against it fails with a newer version of the abstractions.</summary>
    [Fact]
    public async Task Tghamm197_TokenOfAnMcpServer_IsTakenFromItsHeaders()
    {
        JsonElement request = await ChatTestClient.SendAsync(
            With(new HostedMcpServerTool("m", "https://mcp.test/") { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer t" } }));
        Assert.Equal("t", request.GetProperty("mcp_servers")[0].GetProperty("authorization_token").GetString());
    }

    [Fact]
    public async Task Extensions6936_SignedThinking_IsNotJoinedWithRedactedThinking()
    {
        using var test = new ChatTestClient(
            BlockScript.Events(
                "end_turn",
                """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"One"}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}""",
                """{"type":"content_block_stop","index":0}""",
                """{"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"ZGF0YQ=="}}""",
                """{"type":"content_block_stop","index":1}""",
                """{"type":"content_block_start","index":2,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
                """{"type":"content_block_delta","index":2,"delta":{"type":"thinking_delta","thinking":"Two"}}""",
                """{"type":"content_block_delta","index":2,"delta":{"type":"signature_delta","signature":"c2lnMg=="}}""",
                """{"type":"content_block_stop","index":2}""",
                """{"type":"content_block_start","index":3,"content_block":{"type":"text","text":"ok"}}""",
                """{"type":"content_block_stop","index":3}"""),
            Answer);
        ChatResponse response = await test.Chat.GetStreamingResponseAsync("Hi").ToChatResponseAsync();
        await test.Chat.GetResponseAsync([s_hi, .. response.Messages, s_hi]);
        JsonAssert.Equal(
            """
            [{"type":"thinking","thinking":"One","signature":"c2ln"},{"type":"redacted_thinking","data":"ZGF0YQ=="},
             {"type":"thinking","thinking":"Two","signature":"c2lnMg=="},{"type":"text","text":"ok"}]
            """,
            Turn(test, 1, 1));
    }

    [Fact]
    public async Task Extensions6936_UnsignedThinking_IsNotJoinedWithRedactedThinking()
    {
        using var test = new ChatTestClient(
            BlockScript.Events(
                "end_turn",
                """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"One"}}""",
                """{"type":"content_block_stop","index":0}""",
                """{"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"ZGF0YQ=="}}""",
                """{"type":"content_block_stop","index":1}""",
                """{"type":"content_block_start","index":2,"content_block":{"type":"text","text":"ok"}}""",
                """{"type":"content_block_stop","index":2}"""),
            Answer);
        ChatResponse response = await test.Chat.GetStreamingResponseAsync("Hi").ToChatResponseAsync();
        await test.Chat.GetResponseAsync([s_hi, .. response.Messages, s_hi]);
        JsonAssert.Equal("""[{"type":"redacted_thinking","data":"ZGF0YQ=="},{"type":"text","text":"ok"}]""", Turn(test, 1, 1));
        Assert.Equal(["TextReasoningContent"], test.Unmapped.Select(item => item.Name));
    }

    /// <summary>With its display omitted, thinking is empty and signed. Redacted thinking is not the same.</summary>
    [Fact]
    public async Task Tghamm_EmptySignedThinking_IsNotSentAsRedactedThinking()
    {
        using var test = new ChatTestClient(new MessageScript().Thinking("c2ln").Text("ok").End(), Answer);
        ChatResponse response = await test.Chat.GetStreamingResponseAsync("Hi").ToChatResponseAsync();
        await test.Chat.GetResponseAsync([s_hi, .. response.Messages, s_hi]);
        JsonAssert.Equal("""{"type":"thinking","thinking":"","signature":"c2ln"}""", Turn(test, 1, 1)[0]);
    }

    [Fact]
    public async Task Extensions7173_RedactedThinking_IsKeptInTheFunctionLoop()
    {
        using var test = new ChatTestClient(
            BlockScript.Stream("tool_use", ["""{"type":"redacted_thinking","data":"ZGF0YQ=="}""", """{"type":"tool_use","id":"1","name":"f","input":{}}"""]), Answer);
        using IChatClient chat = test.Chat.AsBuilder().UseFunctionInvocation().Build();
        await chat.GetResponseAsync("Hi", With(AIFunctionFactory.Create(() => 1, "f")));
        JsonAssert.Equal("""{"type":"redacted_thinking","data":"ZGF0YQ=="}""", Turn(test, 1, 1)[0]);
    }

    [Fact]
    public async Task Extensions7266_RedactedThinking_OfAStoredStream_IsKept()
    {
        using var test = new ChatTestClient(BlockScript.Stream("""{"type":"redacted_thinking","data":"ZGF0YQ=="}""", """{"type":"text","text":"ok"}"""), Answer);
        ChatResponse response = await test.Chat.GetStreamingResponseAsync("Hi").ToChatResponseAsync();
        string json = JsonSerializer.Serialize(response.Messages, AIJsonUtilities.DefaultOptions);
        await test.Chat.GetResponseAsync([s_hi, .. JsonSerializer.Deserialize<IList<ChatMessage>>(json, AIJsonUtilities.DefaultOptions)!, s_hi]);
        JsonAssert.Equal("""{"type":"redacted_thinking","data":"ZGF0YQ=="}""", Turn(test, 1, 1)[0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Extensions7153And7533_Approvals_OfParallelCalls_KeepTheOrder(bool streams)
    {
        using var test = new ChatTestClient(new MessageScript().Text("Two calls.").ToolUse("f", "{\"n\":1}").ToolUse("f", "{\"n\":2}").End("tool_use"), Answer);
        using IChatClient chat = test.Chat.AsBuilder().UseFunctionInvocation().Build();
        ChatOptions options = With(new ApprovalRequiredAIFunction(AIFunctionFactory.Create((int n) => $"did {n}", "f")));
        List<ChatMessage> history = [s_hi];

        history.AddMessages(await SendAsync());
        ToolApprovalRequestContent[] requests = [.. history.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>()];
        history.Add(new ChatMessage(ChatRole.User, [.. requests.Select(request => request.CreateResponse(approved: true))]));
        await SendAsync();

        Assert.Equal(2, requests.Length);
        JsonElement turns = test.Request(1).GetProperty("messages");
        Assert.Equal(["user", "assistant", "user"], turns.EnumerateArray().Select(turn => turn.GetProperty("role").GetString()));
        Assert.Equal(["text", "tool_use", "tool_use"], Turn(test, 1, 1).EnumerateArray().Select(block => block.GetProperty("type").GetString()));
        Assert.Equal(["did 1", "did 2"], Turn(test, 1, 2).EnumerateArray().Select(block => block.GetProperty("content").GetString()));
        Assert.Equal(
            Turn(test, 1, 1).EnumerateArray().Skip(1).Select(block => block.GetProperty("id").GetString()),
            Turn(test, 1, 2).EnumerateArray().Select(block => block.GetProperty("tool_use_id").GetString()));

        Task<ChatResponse> SendAsync() => streams ? chat.GetStreamingResponseAsync(history, options).ToChatResponseAsync() : chat.GetResponseAsync(history, options);
    }

    [Fact]
    public async Task AgentFramework2724_Call_OfAStream_IsNotDoubled()
    {
        using var test = new ChatTestClient(new MessageScript().ToolUse("f", "{\"n\"", ":", "1}").End("tool_use"), Answer);
        List<ChatResponseUpdate> updates = await test.Chat.GetStreamingResponseAsync("Hi").ToListAsync();
        Assert.Single(updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>());
        await test.Chat.GetResponseAsync([s_hi, .. updates.ToChatResponse().Messages]);
        Assert.Single(Turn(test, 1, 1).EnumerateArray());
    }

    [Fact]
    public async Task AgentFramework6922_Call_OfADeclarationBesideAFunction_IsAnswered()
    {
        using var test = new ChatTestClient(new MessageScript().ToolUse("f", "{}").ToolUse("declared", "{}").End("tool_use"), Answer);
        using IChatClient chat = test.Chat.AsBuilder().UseFunctionInvocation().Build();
        ChatOptions options = With(AIFunctionFactory.Create(() => 1, "f"), AIFunctionFactory.CreateDeclaration("declared", null, JsonDocument.Parse("{}").RootElement));
        List<ChatMessage> history = [s_hi];
        history.AddMessages(await chat.GetResponseAsync(history, options));
        history.Add(s_hi);
        await test.Chat.GetResponseAsync(history);

        string?[] calls = [.. Turn(test, 1, 1).EnumerateArray().Select(call => call.GetProperty("id").GetString())];
        JsonElement[] results = [.. Turn(test, 1, 2).EnumerateArray().Where(block => block.GetProperty("type").ValueEquals("tool_result"))];
        Assert.Equal(2, calls.Length);
        Assert.Equal(calls.Order(), results.Select(result => result.GetProperty("tool_use_id").GetString()).Order());
    }

    [Fact]
    public async Task AgentFramework7143_Usage_OfAFunctionLoop_IsTheSumOfItsTurns()
    {
        using var test = new ChatTestClient(new MessageScript(inputTokens: 10).ToolUse("f", "{}").End("tool_use", 5), new MessageScript(inputTokens: 20).Text("a").End("end_turn", 7));
        using IChatClient chat = test.Chat.AsBuilder().UseFunctionInvocation().Build();
        ChatResponse response = await chat.GetStreamingResponseAsync("Hi", With(AIFunctionFactory.Create(() => 1, "f"))).ToChatResponseAsync();
        Assert.Equal((30, 12), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task AgentFramework4074_CurrentActivity_IsTheCallersAfterEachUpdate()
    {
        using var test = new ChatTestClient(new MessageScript().Text("a", "b").ToolUse("f", "{}").End("tool_use"), Answer);
        using IChatClient chat = test.Chat.AsBuilder().UseFunctionInvocation().Build();
        using Activity activity = new Activity("caller").Start();
        int updates = 0;
        await foreach (ChatResponseUpdate update in chat.GetStreamingResponseAsync("Hi", With(AIFunctionFactory.Create(() => Activity.Current?.OperationName, "f"))))
        {
            updates++;
            Assert.Same(activity, Activity.Current);
        }

        Assert.True(updates > 4);
        Assert.Equal("caller", Turn(test, 1, 2)[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task Official_SamplingOptions_AreNotDropped()
    {
        JsonElement request = await ChatTestClient.SendAsync(new ChatOptions { Temperature = 0, TopP = 0.3f, TopK = 0 });
        Assert.Equal(("0", "0.3", "0"), (request.GetProperty("temperature").GetRawText(), request.GetProperty("top_p").GetRawText(), request.GetProperty("top_k").GetRawText()));
    }

    [Fact]
    public async Task Official_AllowMultipleToolCalls_WithoutAToolMode_IsSent() => JsonAssert.Equal(
        """{"type":"auto","disable_parallel_tool_use":true}""",
        (await ChatTestClient.SendAsync(new ChatOptions { AllowMultipleToolCalls = false, Tools = [AIFunctionFactory.Create(() => 1, "f")] })).GetProperty("tool_choice"));

    [Fact]
    public async Task Official_ServerBlocksAndCitations_AreNotLostOnTheNextTurn()
    {
        string[] blocks =
        [
            """{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"q"}}""",
            """{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"web_search_result","url":"https://x.test/","title":"X","encrypted_content":"ZW5j","page_age":null}]}""",
            """{"type":"text","text":" cited ","citations":[{"type":"web_search_result_location","cited_text":"c","url":"https://x.test/","title":"X","encrypted_index":"aW5k"}]}""",
        ];
        using var test = new ChatTestClient(BlockScript.Stream(blocks), Answer);
        ChatResponse response = await test.Chat.GetResponseAsync("Hi");
        await test.Chat.GetResponseAsync([s_hi, .. response.Messages, s_hi]);
        Assert.Contains($"[{string.Join(',', blocks)}]", test.Exchanges[1].BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Official_TextBeforeTheEnd_IsNotTrimmed()
    {
        JsonElement request = await ChatTestClient.SendAsync([s_hi, new(ChatRole.Assistant, " one "), s_hi]);
        Assert.Equal(" one ", request.GetProperty("messages")[1].GetProperty("content")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Official_ReasoningWithoutASignature_IsNotSent()
    {
        JsonElement request = await ChatTestClient.SendAsync([s_hi, new(ChatRole.Assistant, [new TextReasoningContent("Hm"), new TextContent("a")]), s_hi]);
        JsonAssert.Equal("""[{"type":"text","text":"a"}]""", request.GetProperty("messages")[1].GetProperty("content"));
    }

    [Fact]
    public async Task Official_Awaits_DoNotReturnToTheContextOfTheCaller()
    {
        var context = new CountingContext();
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        Task<ChatResponse> response;
        Task<List<ChatResponseUpdate>> updates;
        using var test = new ChatTestClient(Answer.WithPace(1_000));
        try
        {
            response = test.Chat.GetResponseAsync("Hi");
            updates = Task.Run(() => test.Chat.GetStreamingResponseAsync("Hi").ToListAsync().AsTask());
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        Assert.Equal("done", (await response).Text);
        Assert.NotEmpty(await updates);
        Assert.Equal(0, context.Posts);
    }

    private sealed class CountingContext : SynchronizationContext
    {
        public int Posts { get; private set; }

        public override void Post(SendOrPostCallback d, object? state)
        {
            Posts++;
            base.Post(d, state);
        }
    }
}
