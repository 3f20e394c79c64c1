using System.Text.Json;
using Claude.Aot.Testing;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.Tests;

/// <summary>Each row of the table of options, tools and contents, by the body of the request.</summary>
public sealed class RequestMappingTests
{
    private static readonly ChatMessage s_hi = new(ChatRole.User, "Hi");

    private static string Json(JsonElement element, string name) => element.GetProperty(name).GetRawText();

    [Fact]
    public async Task Options_AreSent()
    {
        JsonElement request = await ChatTestClient.SendAsync(new ChatOptions
        {
            ModelId = "claude-haiku-4-5",
            Instructions = "Be brief.",
            MaxOutputTokens = 77,
            Temperature = 0.8f,
            TopP = 0.9f,
            TopK = 5,
            StopSequences = ["END"],
        });

        Assert.Equal("claude-haiku-4-5", request.GetProperty("model").GetString());
        Assert.Equal(77, request.GetProperty("max_tokens").GetInt32());
        Assert.Equal("0.8", Json(request, "temperature"));
        Assert.Equal("0.9", Json(request, "top_p"));
        Assert.Equal("5", Json(request, "top_k"));
        Assert.Equal("""["END"]""", Json(request, "stop_sequences"));
        Assert.Equal("Be brief.", request.GetProperty("system")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task ParallelCalls_WithoutToolMode_AreForbidden()
    {
        JsonElement request = await ChatTestClient.SendAsync(new ChatOptions { AllowMultipleToolCalls = false, Tools = [AIFunctionFactory.Create(() => 1, "f")] });
        Assert.Equal("""{"type":"auto","disable_parallel_tool_use":true}""", Json(request, "tool_choice"));
    }

    [Fact]
    public async Task Function_WithoutParameters_HasAType()
    {
        JsonElement request = await ChatTestClient.SendAsync(new ChatOptions { Tools = [new Declaration()], ToolMode = ChatToolMode.RequireSpecific("d") });
        Assert.Equal("""{"type":"object"}""", Json(request.GetProperty("tools")[0], "input_schema"));
        Assert.Equal("""{"type":"tool","name":"d"}""", Json(request, "tool_choice"));
    }

    [Fact]
    public async Task Reasoning_IsAdaptiveByDefault()
    {
        JsonElement request = await ChatTestClient.SendAsync(new ChatOptions { Reasoning = new() { Effort = ReasoningEffort.ExtraHigh, Output = ReasoningOutput.Summary } });
        Assert.Equal("""{"type":"adaptive","display":"summarized"}""", Json(request, "thinking"));
        Assert.Equal("""{"effort":"xhigh"}""", Json(request, "output_config"));
    }

    [Fact]
    public async Task Reasoning_WithBudget_RaisesTheLimit()
    {
        JsonElement request = await ChatTestClient.SendAsync(
            new ChatOptions { Reasoning = new() { Effort = ReasoningEffort.Low } }, new ClaudeChatClientOptions { ThinkingMode = ChatThinkingMode.Budget, MaxOutputTokens = 1000 });
        Assert.Equal(1024, request.GetProperty("thinking").GetProperty("budget_tokens").GetInt32());
        Assert.Equal(2024, request.GetProperty("max_tokens").GetInt32());
    }

    [Fact]
    public async Task Schema_IsStrict()
    {
        using JsonDocument schema = JsonDocument.Parse("""{"$schema":"x","type":"object","properties":{"n":{"type":"integer","minimum":3},"o":{"type":"object","properties":{}}}}""");
        JsonElement request = await ChatTestClient.SendAsync(new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.RootElement) });
        JsonElement sent = request.GetProperty("output_config").GetProperty("format").GetProperty("schema");
        Assert.False(sent.TryGetProperty("$schema", out _));
        Assert.False(sent.GetProperty("additionalProperties").GetBoolean());
        Assert.False(sent.GetProperty("properties").GetProperty("o").GetProperty("additionalProperties").GetBoolean());
        Assert.Equal("minimum: 3", sent.GetProperty("properties").GetProperty("n").GetProperty("description").GetString());
    }

    [Fact]
    public async Task HostedTools_AreServerTools()
    {
        JsonElement request = await ChatTestClient.SendAsync(new ChatOptions
        {
            Tools =
            [
                new HostedWebSearchTool(), new HostedCodeInterpreterTool { Inputs = [new HostedFileContent("file_1")] },
                new HostedMcpServerTool("m", new Uri("https://mcp.test/")) { AllowedTools = ["a"], Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer t" } },
                new MemoryTool20250818().AsAITool(),
            ],
        });
        Assert.Equal(
            ["web_search_20250305", "code_execution_20250825", "mcp_toolset", "memory_20250818"],
            request.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("type").GetString()));
        Assert.Equal("t", request.GetProperty("mcp_servers")[0].GetProperty("authorization_token").GetString());
        Assert.Equal("file_1", request.GetProperty("messages")[0].GetProperty("content")[1].GetProperty("file_id").GetString());
    }

    [Fact]
    public async Task WhatHasNoCounterpart_IsReported()
    {
        using var test = new ChatTestClient(new MessageScript().Text("ok").End());
        await test.Chat.GetResponseAsync([s_hi], new ChatOptions { Seed = 1, FrequencyPenalty = 1, ResponseFormat = ChatResponseFormat.Json, Tools = [new HostedFileSearchTool()], AdditionalProperties = new() { ["x"] = 1 } });
        Assert.Equal(
            ["ChatOptions.AdditionalProperties[x]", "ChatOptions.FrequencyPenalty", "ChatOptions.ResponseFormat", "ChatOptions.Seed", "HostedFileSearchTool"],
            test.Unmapped.Select(item => item.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Audio_Throws()
    {
        var message = new ChatMessage(ChatRole.User, [new DataContent(new byte[] { 1 }, "audio/wav")]);
        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => ChatTestClient.SendAsync([message]));
        Assert.Contains("audio/wav", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Media_IsSent()
    {
        JsonElement request = await ChatTestClient.SendAsync(
        [
            new ChatMessage(ChatRole.User,
            [
                new DataContent(new byte[] { 1 }, "image/png"), new DataContent(new byte[] { 1 }, "application/pdf") { Name = "a.pdf" },
                new UriContent("https://x.test/a.jpg", "image/jpeg"), new HostedFileContent("f1") { MediaType = "image/png" }, new HostedFileContent("f2"),
                new TextContent("t").WithCacheControl(CacheTtl.OneHour),
            ]),
        ]);
        string[] expected =
        [
            """{"type":"image","source":{"type":"base64","data":"AQ==","media_type":"image/png"}}""",
            """{"type":"document","source":{"type":"base64","data":"AQ==","media_type":"application/pdf"},"title":"a.pdf"}""",
            """{"type":"image","source":{"type":"url","url":"https://x.test/a.jpg"}}""",
            """{"type":"image","source":{"type":"file","file_id":"f1"}}""",
            """{"type":"document","source":{"type":"file","file_id":"f2"}}""",
            """{"type":"text","text":"t","cache_control":{"type":"ephemeral","ttl":"1h"}}""",
        ];
        JsonElement[] sent = [.. request.GetProperty("messages")[0].GetProperty("content").EnumerateArray()];
        Assert.Equal(expected.Length, sent.Length);
        Assert.All(expected.Zip(sent), pair => Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(pair.First).RootElement, pair.Second), pair.Second.GetRawText()));
    }

    [Fact]
    public async Task EmptyMessages_AreLeftOut()
    {
        JsonElement request = await ChatTestClient.SendAsync([new(ChatRole.System, []), new(ChatRole.User, []), new(ChatRole.Assistant, []), s_hi]);
        Assert.Equal(1, request.GetProperty("messages").GetArrayLength());
        Assert.False(request.TryGetProperty("system", out _));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ChatTestClient.SendAsync([new ChatMessage(ChatRole.User, "")]));
    }

    [Fact]
    public async Task Results_AreInOneTurn_UnquotedAndPaired()
    {
        using JsonDocument text = JsonDocument.Parse("\"plain\"");
        JsonElement request = await ChatTestClient.SendAsync(
        [
            s_hi,
            new(ChatRole.Assistant, [new FunctionCallContent("1", "f"), new FunctionCallContent("2", "f"), new FunctionCallContent("3", "f")]),
            new(ChatRole.Tool, [new FunctionResultContent("1", text.RootElement.Clone())]),
            new(ChatRole.Tool, [new FunctionResultContent("2", null) { Exception = new InvalidOperationException() }]),
            new(ChatRole.User, "Go on"),
        ]);
        JsonElement turn = request.GetProperty("messages")[2].GetProperty("content");
        Assert.Equal(3, request.GetProperty("messages").GetArrayLength());
        Assert.Equal("plain", turn[0].GetProperty("content").GetString());
        Assert.True(turn[1].GetProperty("is_error").GetBoolean());
        Assert.Equal("3", turn[2].GetProperty("tool_use_id").GetString());
        Assert.Equal("text", turn[3].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Text_OnlyTheLastOfThePrefill_IsTrimmed()
    {
        JsonElement request = await ChatTestClient.SendAsync([s_hi, new(ChatRole.Assistant, "one "), s_hi, new(ChatRole.Assistant, "two ")]);
        Assert.Equal("one ", request.GetProperty("messages")[1].GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal("two", request.GetProperty("messages")[3].GetProperty("content")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Reasoning_WithoutOurMark_IsNotSent()
    {
        ChatMessage[] history = [s_hi, new(ChatRole.Assistant, [new TextReasoningContent("t") { ProtectedData = "foreign" }, new TextContent("a")]), s_hi];
        Assert.Equal(1, (await ChatTestClient.SendAsync(history)).GetProperty("messages")[1].GetProperty("content").GetArrayLength());
        JsonElement sent = await ChatTestClient.SendAsync(history, null, new ClaudeChatClientOptions { SendUnmarkedReasoning = true });
        Assert.Equal("foreign", sent.GetProperty("messages")[1].GetProperty("content")[0].GetProperty("signature").GetString());
    }

    [Fact]
    public void Services_AreFound()
    {
        using var test = new ChatTestClient(new MessageScript().Text("ok").End());
        Assert.Equal("anthropic", test.Chat.GetService<ChatClientMetadata>()!.ProviderName);
        Assert.Same(test.Client, test.Chat.GetService<ClaudeClient>());
        Assert.Same(test.Chat, test.Chat.GetService<IChatClient>());
        Assert.Null(test.Chat.GetService(typeof(ClaudeClient), "key"));
        Assert.Throws<ArgumentNullException>("serviceType", () => test.Chat.GetService(null!));
    }

    private sealed class Declaration : AIFunctionDeclaration
    {
        public override string Name => "d";
    }
}
