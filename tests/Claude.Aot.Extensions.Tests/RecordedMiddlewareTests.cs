using System.Diagnostics;
using System.Text.Json;
using Claude.Aot.Testing;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Claude.Aot.Extensions.Tests;

/// <summary>Middleware and agents that others wrote run over the adapter, over real HTTP, with recorded streams.</summary>
public sealed class RecordedMiddlewareTests
{
    private const string Calls = "recorded/chatlas__test_anthropic_tool_variations_parallel-1";
    private const string Answer = "recorded/chatlas__test_anthropic_tool_variations_parallel-2";
    private const string Overloaded = "recorded/langchain__chat_anthropic_test-L2423";

    // Four turns with thinking. Each of the first three calls one function.
    private static readonly string[] s_research = [.. Enumerable.Range(1, 4).Select(turn => $"recorded/braintrust-sdk-javascript__flue-v0-8-0.cassette-{turn}")];

    private static AIFunction FavoriteColor => AIFunctionFactory.Create((string _person) => _person == "Joe" ? "sage green" : "red", "favorite_color");

    private static AITool[] Research =>
    [
        AIFunctionFactory.Create((string query) => "flue-session-2026", "lookup"),
        AIFunctionFactory.Create((string lookupId, string query) => "https://example.test/flue/reasoning-streams", "web_search"),
        AIFunctionFactory.Create((string url) => "A summary.", "summarize_source"),
    ];

    private static ChatOptions With(params AITool[] tools) => new() { Tools = tools };

    private static string?[] Types(JsonElement turn) => [.. turn.GetProperty("content").EnumerateArray().Select(block => block.GetProperty("type").GetString())];

    /// <summary>Reads what our own client makes of a recorded stream.</summary>
    private static async Task<Message> MessageAsync(string name)
    {
        await using MessageStream stream = MessageStream.FromStream(new MemoryStream(RecordedServer.Recorded(name).Body.ToArray()));
        return await stream.GetFinalMessageAsync();
    }

    private static void AssertGoesBack(Message message, JsonElement turn)
    {
        JsonElement[] sent = [.. turn.GetProperty("content").EnumerateArray()];
        Assert.Equal(message.Content.Select(block => block.TypeName), sent.Select(block => block.GetProperty("type").GetString()));
        Assert.Equal(message.Content.OfType<ThinkingBlock>().Select(block => (block.Thinking, block.Signature)), sent.Where(block => block.TryGetProperty("signature", out _))
            .Select(block => (block.GetProperty("thinking").GetString()!, block.GetProperty("signature").GetString()!)));
        Assert.Equal(message.Content.OfType<ToolUseBlock>().Select(call => (call.Id, call.Name)), sent.Where(block => block.TryGetProperty("input", out _))
            .Select(block => (block.GetProperty("id").GetString()!, block.GetProperty("name").GetString()!)));
        Assert.Equal(message.Text, string.Concat(sent.Where(block => block.TryGetProperty("text", out _)).Select(block => block.GetProperty("text").GetString())));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task FunctionInvocation_OfParallelCalls_AnswersThemInOneTurn(bool streams, bool isConcurrent)
    {
        await using RecordedServer server = await RecordedServer.StartAsync(Calls, Answer);
        using IChatClient chat = server.Chat.AsBuilder().UseFunctionInvocation(configure: client => client.AllowConcurrentInvocation = isConcurrent).Build();

        ChatResponse response = streams
            ? await chat.GetStreamingResponseAsync("Which colors?", With(FavoriteColor)).ToChatResponseAsync()
            : await chat.GetResponseAsync("Which colors?", With(FavoriteColor));

        Assert.Equal("Joe: sage green, Hadley: red", response.Text);
        Assert.Equal((608 + 766, 94 + 13), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
        AssertGoesBack(await MessageAsync(Calls), server.Turns(1)[1]);
        JsonAssert.Equal(
            """
            [{"type":"tool_result","tool_use_id":"toolu_012gbTrV1LahNLtHdAwDnKPV","content":"sage green"},
             {"type":"tool_result","tool_use_id":"toolu_016MfNFkQMqGdzDjXqKSAo6G","content":"red"}]
            """,
            server.Turns(1)[2].GetProperty("content"));
    }

    [Fact]
    public async Task FunctionInvocation_WithThinking_SendsEachTurnBack()
    {
        await using RecordedServer server = await RecordedServer.StartAsync(s_research);
        using IChatClient chat = server.Chat.AsBuilder().UseFunctionInvocation().Build();

        ChatResponse response = await chat.GetStreamingResponseAsync("Research.", With(Research)).ToChatResponseAsync();

        Assert.EndsWith("PROMPT_DONE", response.Text, StringComparison.Ordinal);
        Assert.Equal(4, server.Exchanges.Count);
        for (int turn = 0; turn < 3; turn++)
        {
            AssertGoesBack(await MessageAsync(s_research[turn]), server.Turns(3)[1 + (2 * turn)]);
            Assert.Equal(["tool_result"], Types(server.Turns(3)[2 + (2 * turn)]));
        }

        Message[] messages = [.. await Task.WhenAll(s_research.Select(MessageAsync))];
        Assert.Equal(messages.Sum(message => message.Usage.OutputTokens), response.Usage!.OutputTokenCount);
        Assert.Equal(messages.Sum(message => message.Usage.OutputTokensDetails!.ThinkingTokens), response.Usage.ReasoningTokenCount);
        Assert.Equal(messages.Sum(message => message.Usage.CacheReadInputTokens), response.Usage.CachedInputTokenCount);
        Assert.Empty(server.Unmapped);
    }

    [Fact]
    public async Task FunctionInvocation_OfAFailingFunction_SendsAnError()
    {
        await using RecordedServer server = await RecordedServer.StartAsync(Calls, Answer);
        using IChatClient chat = server.Chat.AsBuilder().UseFunctionInvocation().Build();
        AIFunction failing = AIFunctionFactory.Create((string _person) => _person == "Joe" ? throw new InvalidOperationException("secret") : "red", "favorite_color");

        await chat.GetStreamingResponseAsync("Which colors?", With(failing)).ToChatResponseAsync();

        JsonElement results = server.Turns(1)[2].GetProperty("content");
        Assert.True(results[0].GetProperty("is_error").GetBoolean());
        Assert.False(results[1].TryGetProperty("is_error", out _));
        Assert.DoesNotContain("secret", server.Exchanges[1].BodyText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FunctionInvocation_WithApprovals_RunsOnlyWhatIsApproved(bool isStored)
    {
        await using RecordedServer server = await RecordedServer.StartAsync(Calls, Answer);
        using IChatClient chat = server.Chat.AsBuilder().UseFunctionInvocation().Build();
        ChatOptions options = With(new ApprovalRequiredAIFunction(FavoriteColor));
        List<ChatMessage> history = [new(ChatRole.User, "Which colors?")];

        history.AddMessages(await chat.GetStreamingResponseAsync(history, options).ToChatResponseAsync());
        ToolApprovalRequestContent[] requests = [.. history.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>()];
        Assert.Equal(2, requests.Length);
        history.Add(new ChatMessage(ChatRole.User, [requests[0].CreateResponse(approved: true), requests[1].CreateResponse(approved: false, "Not hers.")]));
        if (isStored)
        {
            history = JsonSerializer.Deserialize<List<ChatMessage>>(JsonSerializer.Serialize(history, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
        }

        ChatResponse response = await chat.GetStreamingResponseAsync(history, options).ToChatResponseAsync();

        Assert.Equal("Joe: sage green, Hadley: red", response.Text);
        // The middleware moves the rejected calls before the approved ones.
        Assert.Equal(
            ["toolu_016MfNFkQMqGdzDjXqKSAo6G", "toolu_012gbTrV1LahNLtHdAwDnKPV"],
            server.Turns(1)[1].GetProperty("content").EnumerateArray().Select(call => call.GetProperty("id").GetString()));
        Dictionary<string, string> results = server.Turns(1)[2].GetProperty("content").EnumerateArray()
            .ToDictionary(result => result.GetProperty("tool_use_id").GetString()!, result => result.GetProperty("content").GetString()!);
        Assert.Equal("sage green", results["toolu_012gbTrV1LahNLtHdAwDnKPV"]);
        Assert.Contains("Not hers.", results["toolu_016MfNFkQMqGdzDjXqKSAo6G"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task FunctionInvocation_OfAPausedTurn_EndsAndGoesOn()
    {
        await using RecordedServer server = await RecordedServer.StartAsync("derived/pause_turn", Answer);
        using IChatClient chat = server.Chat.AsBuilder().UseFunctionInvocation().Build();
        List<ChatMessage> history = [new(ChatRole.User, "Search.")];

        ChatResponse paused = await chat.GetStreamingResponseAsync(history, With(FavoriteColor)).ToChatResponseAsync();
        history.AddMessages(paused);
        ChatResponse resumed = await chat.GetStreamingResponseAsync(history, With(FavoriteColor)).ToChatResponseAsync();

        Assert.Equal("pause_turn", paused.FinishReason?.Value);
        Assert.Equal(ChatFinishReason.Stop, resumed.FinishReason);
        Assert.Equal(2, server.Turns(1).GetArrayLength());
        AssertGoesBack(await MessageAsync("derived/pause_turn"), server.Turns(1)[1]);
    }

    [Fact]
    public async Task Error_OfTheStream_PassesThroughTheChain()
    {
        await using RecordedServer server = await RecordedServer.StartAsync(Overloaded);
        using IChatClient chat = server.Chat.AsBuilder().UseFunctionInvocation().UseLogging(new RecordingLoggerFactory(LogLevel.Trace)).UseOpenTelemetry().Build();
        ClaudeApiException exception = await Assert.ThrowsAnyAsync<ClaudeApiException>(() => chat.GetStreamingResponseAsync("Hi").ToChatResponseAsync());
        Assert.Equal(ErrorType.OverloadedError, exception.ErrorType);
    }

    [Fact]
    public async Task OpenTelemetry_RecordsTheValuesOfTheAnswer()
    {
        await using RecordedServer server = await RecordedServer.StartAsync(s_research[0]);
        using var telemetry = new RecordedTelemetry();
        using IChatClient chat = server.Chat.AsBuilder().UseOpenTelemetry(sourceName: telemetry.Name).Build();

        await chat.GetStreamingResponseAsync("the prompt", new ChatOptions { MaxOutputTokens = 77, Temperature = 0.5f }).ToChatResponseAsync();

        Activity span = Assert.Single(telemetry.Spans);
        Assert.Equal("chat claude-sonnet-5-5", span.DisplayName);
        (string Name, object Value)[] expected =
        [
            ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "anthropic"), ("gen_ai.request.model", "claude-sonnet-5-5"), ("gen_ai.request.max_tokens", 77),
            ("gen_ai.response.model", "claude-sonnet-4-5-20250929"), ("gen_ai.response.id", "msg_01A7K7rFFvpGEkYsKHme6rCx"), ("gen_ai.response.finish_reasons", "[\"tool_calls\"]"),
            ("gen_ai.usage.input_tokens", 2232L), ("gen_ai.usage.output_tokens", 196L), ("server.address", server.Address.Host), ("server.port", server.Address.Port),
        ];
        Assert.All(expected, tag => Assert.Equal(tag.Value.ToString(), span.GetTagItem(tag.Name)?.ToString()));
        Assert.DoesNotContain(span.TagObjects, tag => tag.Value?.ToString()?.Contains("the prompt", StringComparison.Ordinal) == true);
        Assert.Equal(
            [("gen_ai.client.token.usage", "input", 2232d), ("gen_ai.client.token.usage", "output", 196d)],
            telemetry.Measurements.Where(item => item.Instrument == "gen_ai.client.token.usage").Select(item => (item.Instrument, item.Tags["gen_ai.token.type"], item.Value)).Order());
        RecordedMeasurement duration = Assert.Single(telemetry.Measurements, item => item.Instrument == "gen_ai.client.operation.duration");
        Assert.Equal(("anthropic", "claude-sonnet-4-5-20250929"), (duration.Tags["gen_ai.provider.name"], duration.Tags["gen_ai.response.model"]));
    }

    [Fact]
    public async Task OpenTelemetry_RecordsTheErrorAndTheFunctions()
    {
        await using RecordedServer failing = await RecordedServer.StartAsync(Overloaded);
        await using RecordedServer calling = await RecordedServer.StartAsync(Calls, Answer);
        using var telemetry = new RecordedTelemetry();
        using IChatClient failed = failing.Chat.AsBuilder().UseOpenTelemetry(sourceName: telemetry.Name).Build();
        using IChatClient chat = calling.Chat.AsBuilder().UseFunctionInvocation().UseOpenTelemetry(sourceName: telemetry.Name).Build();

        await Assert.ThrowsAnyAsync<ClaudeApiException>(() => failed.GetStreamingResponseAsync("Hi").ToChatResponseAsync());
        Activity error = Assert.Single(telemetry.Spans);
        Assert.Equal((ActivityStatusCode.Error, typeof(ClaudeApiException).FullName), (error.Status, error.GetTagItem("error.type")));

        await chat.GetStreamingResponseAsync("Which colors?", With(FavoriteColor)).ToChatResponseAsync();
        Assert.Equal(
            ["toolu_012gbTrV1LahNLtHdAwDnKPV", "toolu_016MfNFkQMqGdzDjXqKSAo6G"],
            telemetry.Spans.Where(span => span.DisplayName == "execute_tool favorite_color").Select(span => span.GetTagItem("gen_ai.tool.call.id")));
    }

    [Theory]
    [InlineData(LogLevel.Information, false)]
    [InlineData(LogLevel.Trace, true)]
    public async Task Logging_HasThePromptOnlyAtTrace(LogLevel level, bool hasPrompt)
    {
        await using RecordedServer server = await RecordedServer.StartAsync(Calls, Answer);
        var log = new RecordingLoggerFactory(level);
        using IChatClient chat = server.Chat.AsBuilder().UseLogging(log).UseFunctionInvocation(log).UseLogging(log).Build();

        await chat.GetStreamingResponseAsync("the prompt", With(FavoriteColor)).ToChatResponseAsync();
        await chat.GetResponseAsync("the prompt", With(FavoriteColor));

        Assert.Equal(hasPrompt, log.Entries.Any(entry => entry.Contains("the prompt", StringComparison.Ordinal)));
        Assert.Equal(hasPrompt, log.Entries.Any(entry => entry.Contains("sage green", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cache_AnswersASecondTime_WithSignaturesAndCalls(bool streams)
    {
        await using RecordedServer server = await RecordedServer.StartAsync(s_research[0], s_research[1]);
        var cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        using IChatClient chat = server.Chat.AsBuilder().UseDistributedCache(cache).Build();

        ChatResponse first = await AskAsync("Research.");
        ChatResponse second = await AskAsync("Research.");

        Assert.Single(server.Exchanges);
        Assert.Equal((first.Text, first.FinishReason, first.Usage!.TotalTokenCount), (second.Text, second.FinishReason, second.Usage!.TotalTokenCount));
        await server.Chat.GetResponseAsync([new(ChatRole.User, "Research."), .. second.Messages, new(ChatRole.Tool, [new FunctionResultContent("toolu_01MbotvqKgQV4ecxQ566vyuC", "x")])]);
        AssertGoesBack(await MessageAsync(s_research[0]), server.Turns(1)[1]);
        await AskAsync("Something else.");
        Assert.Equal(3, server.Exchanges.Count);

        Task<ChatResponse> AskAsync(string prompt) => streams ? chat.GetStreamingResponseAsync(prompt).ToChatResponseAsync() : chat.GetResponseAsync(prompt);
    }

    [Fact]
    public async Task Reducer_ThatCutsBetweenCallAndResult_LeavesAValidHistory()
    {
        await using RecordedServer server = await RecordedServer.StartAsync(Calls, Answer, Answer);
        using IChatClient chat = server.Chat.AsBuilder().UseChatReducer(new LastMessages(2)).Build();
        List<ChatMessage> history = [new(ChatRole.User, "Which colors?")];
        history.AddMessages(await server.Chat.GetStreamingResponseAsync(history).ToChatResponseAsync());
        history.Add(new ChatMessage(
            ChatRole.Tool, [new FunctionResultContent("toolu_012gbTrV1LahNLtHdAwDnKPV", "sage green"), new FunctionResultContent("toolu_016MfNFkQMqGdzDjXqKSAo6G", "red")]));
        history.Add(new ChatMessage(ChatRole.User, "Thanks."));

        await chat.GetStreamingResponseAsync(history).ToChatResponseAsync();

        JsonAssert.Equal("""[{"role":"user","content":[{"type":"text","text":"Thanks."}]}]""", server.Turns(1));
        Assert.Equal(["FunctionResultContent"], server.Unmapped.Select(item => item.Name));
    }

    [Fact]
    public async Task Agent_WithThinkingAndFunctions_KeepsItsSession()
    {
        await using RecordedServer server = await RecordedServer.StartAsync([.. s_research, Answer]);
        var agent = new ChatClientAgent(server.Chat, instructions: "Be brief.", tools: Research);
        AgentSession session = await agent.CreateSessionAsync();

        AgentResponse first = await agent.RunStreamingAsync("Research.", session).ToAgentResponseAsync();
        AgentResponse second = await agent.RunAsync("Go on.", session);

        Assert.EndsWith("PROMPT_DONE", first.Text, StringComparison.Ordinal);
        Assert.Equal("Joe: sage green, Hadley: red", second.Text);
        JsonElement turns = server.Turns(4);
        Assert.Equal(9, turns.GetArrayLength());
        for (int turn = 0; turn < 4; turn++)
        {
            AssertGoesBack(await MessageAsync(s_research[turn]), turns[1 + (2 * turn)]);
        }

        Assert.Contains("Be brief.", server.Exchanges[4].BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agent_WithAnApproval_GoesOn()
    {
        await using RecordedServer server = await RecordedServer.StartAsync(Calls, Answer);
        var agent = new ChatClientAgent(server.Chat, tools: [new ApprovalRequiredAIFunction(FavoriteColor)]);
        AgentSession session = await agent.CreateSessionAsync();

        AgentResponse asked = await agent.RunAsync("Which colors?", session);
        IEnumerable<AIContent> approvals = asked.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>().Select(request => request.CreateResponse(true));
        AgentResponse answered = await agent.RunAsync(new ChatMessage(ChatRole.User, [.. approvals]), session);

        Assert.Equal("Joe: sage green, Hadley: red", answered.Text);
        Assert.Equal(["tool_use", "tool_use"], Types(server.Turns(1)[1]));
        Assert.Equal(["tool_result", "tool_result"], Types(server.Turns(1)[2]));
    }

    [Fact]
    public async Task Stream_ThatIsLeft_EndsTheRequest()
    {
        await using RecordedServer server = await RecordedServer.StartAsync(RecordedServer.Recorded(Answer).StallAfter(4));
        await foreach (ChatResponseUpdate update in server.Chat.GetStreamingResponseAsync("Hi"))
        {
            if (update.Text.Length > 0)
            {
                break;
            }
        }

        Assert.Equal(ExchangeEnd.ClientLeft, await server.Exchanges[0].Ended);
    }

    private sealed class LastMessages(int count) : IChatReducer
    {
        public Task<IEnumerable<ChatMessage>> ReduceAsync(IEnumerable<ChatMessage> messages, CancellationToken cancellationToken) => Task.FromResult(messages.TakeLast(count));
    }
}
