using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Claude.Aot.Testing;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.Tests;

/// <summary>What the public integration tests of dotnet/extensions ask of every provider, against scripted answers.</summary>
public sealed partial class ConformanceTests
{
    private static ResponseScript Answer => new MessageScript().Text("Neil ", "Armstrong").End();

    [Fact]
    public async Task Response_ToSingleAndToManyMessages_IsText()
    {
        using var test = new ChatTestClient(Answer);
        Assert.Contains("Armstrong", (await test.Chat.GetResponseAsync("Who was the first person on the moon?")).Text, StringComparison.Ordinal);
        ChatResponse response = await test.Chat.GetResponseAsync(
            [new(ChatRole.System, "Answer."), new(ChatRole.User, "Hi"), new(ChatRole.Assistant, "Hello"), new(ChatRole.User, "Who was the first person on the moon?")]);
        Assert.Single(response.Messages);
        Assert.Equal(3, test.Request(1).GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task Stream_HasMoreThanOneChunk_AndOneUsage()
    {
        using var test = new ChatTestClient(Answer);
        List<ChatResponseUpdate> updates = await test.Chat.GetStreamingResponseAsync(
            "Hi", new ChatOptions { AdditionalProperties = new() { ["stream_options"] = new Dictionary<string, object> { ["include_usage"] = true } } }).ToListAsync();

        Assert.True(updates.Count(update => update.Text.Length > 0) > 1);
        UsageContent usage = updates.SelectMany(update => update.Contents).OfType<UsageContent>().Single();
        Assert.Equal(usage.Details.InputTokenCount + usage.Details.OutputTokenCount, usage.Details.TotalTokenCount);
        Assert.False(test.Request().TryGetProperty("stream_options", out _));
    }

    [Fact]
    public async Task Stream_AddedToAHistory_IsOneText()
    {
        using var test = new ChatTestClient(Answer);
        List<ChatMessage> history = [new(ChatRole.User, "Who was the first person on the moon?")];
        await history.AddMessagesAsync(test.Chat.GetStreamingResponseAsync(history));

        Assert.Equal(2, history.Count);
        Assert.Equal(ChatRole.Assistant, history[1].Role);
        Assert.Equal("Neil Armstrong", Assert.IsType<TextContent>(history[1].Contents.Single()).Text);
        Assert.NotNull(history[1].MessageId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Response_ToEmptyMessages_Succeeds(bool streams)
    {
        using var test = new ChatTestClient(Answer);
        ChatMessage[] messages = [new(ChatRole.System, []), new(ChatRole.User, []), new(ChatRole.Assistant, []), new(ChatRole.User, "Hi")];
        ChatResponse response = streams ? await test.Chat.GetStreamingResponseAsync(messages).ToChatResponseAsync() : await test.Chat.GetResponseAsync(messages);
        Assert.NotEmpty(response.Text);
        JsonAssert.Equal("""[{"role":"user","content":[{"type":"text","text":"Hi"}]}]""", test.Request().GetProperty("messages"));
    }

    [Fact]
    public async Task NullMessages_Throw()
    {
        using var test = new ChatTestClient(Answer);
        await Assert.ThrowsAsync<ArgumentNullException>("messages", () => test.Chat.GetResponseAsync((IEnumerable<ChatMessage>)null!));
        await Assert.ThrowsAsync<ArgumentNullException>("messages", () => test.Chat.GetStreamingResponseAsync((IEnumerable<ChatMessage>)null!).ToListAsync().AsTask());
    }

    [Fact]
    public async Task Model_OfNobody_Throws()
    {
        using IChatClient chat = new ClaudeClient(new ClaudeClientOptions { ApiKey = "none", HttpHandler = new ScriptedHandler(Answer), UseEnvironment = false }).AsIChatClient();
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => chat.GetResponseAsync("Hi"));
        Assert.Contains("ModelId", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Services_AreThoseOfTheChain()
    {
        using var test = new ChatTestClient(Answer);
        using IChatClient outer = test.Chat.AsBuilder().UseFunctionInvocation().Build();

        Assert.Same(outer.GetService<ChatClientMetadata>(), test.Chat.GetService<ChatClientMetadata>());
        Assert.Equal(test.Client.BaseUrl, outer.GetRequiredService<ChatClientMetadata>().ProviderUri);
        Assert.Equal("claude-sonnet-5-5", outer.GetService<ChatClientMetadata>()!.DefaultModelId);
        Assert.Same(test.Client, outer.GetRequiredService<ClaudeClient>());
        Assert.Null(test.Chat.GetService<string>());
        Assert.Null(test.Chat.GetService(typeof(ChatClientMetadata), "key"));
        // With a source of the adapter, UseFunctionInvocation would emit its spans there.
        Assert.Null(test.Chat.GetService<System.Diagnostics.ActivitySource>());
    }

    [Fact]
    public async Task Dispose_LeavesTheClientUsable()
    {
        using var test = new ChatTestClient(Answer);
        test.Chat.Dispose();
        Assert.NotEmpty((await test.Chat.GetResponseAsync("Hi")).Text);
    }

    [Fact]
    public async Task ContinuationToken_Throws_AndOtherOptionsAreReported()
    {
        using var test = new ChatTestClient(Answer);
        ResponseContinuationToken token = ResponseContinuationToken.FromBytes(new byte[] { 1 });
        await Assert.ThrowsAsync<NotSupportedException>(() => test.Chat.GetResponseAsync("Hi", new ChatOptions { ContinuationToken = token }));
        await test.Chat.GetResponseAsync("Hi", new ChatOptions { ConversationId = "c", AllowBackgroundResponses = true, PresencePenalty = 1 });
        Assert.Equal(
            ["ChatOptions.AllowBackgroundResponses", "ChatOptions.ConversationId", "ChatOptions.PresencePenalty"], test.Unmapped.Select(item => item.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(ReasoningEffort.None, null, """{"type":"disabled"}""", null)]
    [InlineData(ReasoningEffort.Low, ReasoningOutput.None, """{"type":"adaptive","display":"omitted"}""", "low")]
    [InlineData(ReasoningEffort.Medium, ReasoningOutput.Full, """{"type":"adaptive","display":"summarized"}""", "medium")]
    [InlineData(ReasoningEffort.High, ReasoningOutput.Summary, """{"type":"adaptive","display":"summarized"}""", "high")]
    [InlineData(ReasoningEffort.ExtraHigh, null, """{"type":"adaptive"}""", "xhigh")]
    [InlineData(null, null, """{"type":"adaptive"}""", null)]
    public async Task Reasoning_IsThinkingAndEffort(ReasoningEffort? effort, ReasoningOutput? output, string thinking, string? expected)
    {
        JsonElement request = await ChatTestClient.SendAsync(new ChatOptions { Reasoning = new() { Effort = effort, Output = output } });
        JsonAssert.Equal(thinking, request.GetProperty("thinking"));
        Assert.Equal(expected, request.TryGetProperty("output_config", out JsonElement config) ? config.GetProperty("effort").GetString() : null);
    }

    [Theory]
    [InlineData(ReasoningEffort.Low, null, 1024, 17_408)]
    [InlineData(ReasoningEffort.Medium, null, 8_192, 24_576)]
    [InlineData(null, null, 8_192, 24_576)]
    [InlineData(ReasoningEffort.High, null, 16_384, 32_768)]
    [InlineData(ReasoningEffort.ExtraHigh, null, 32_768, 49_152)]
    [InlineData(ReasoningEffort.High, 2_000, 1_999, 2_000)]
    [InlineData(ReasoningEffort.High, 1_024, null, 1_024)]
    public async Task Reasoning_WithABudget_IsBelowTheLimit(ReasoningEffort? effort, int? limit, int? budget, int maxTokens)
    {
        JsonElement request = await ChatTestClient.SendAsync(
            new ChatOptions { MaxOutputTokens = limit, Reasoning = new() { Effort = effort } }, new ClaudeChatClientOptions { ThinkingMode = ChatThinkingMode.Budget });
        Assert.Equal(budget, request.TryGetProperty("thinking", out JsonElement thinking) ? thinking.GetProperty("budget_tokens").GetInt32() : null);
        Assert.Equal(maxTokens, request.GetProperty("max_tokens").GetInt32());
    }

    [Fact]
    public async Task StructuredOutput_OfAnObject_IsRead()
    {
        using var test = new ChatTestClient(new MessageScript().Text("{\"name\":\"Rhine\",", "\"length\":1233}").End());
        ChatResponse<River> response = await test.Chat.GetResponseAsync<River>("Which river?", RiverContext.Default.Options);

        Assert.Equal(new River("Rhine", 1233), response.Result);
        JsonAssert.Equal(
            """
            {"type":"json_schema","schema":{"type":"object","properties":{"name":{"description":"The name.","type":"string"},"length":{"type":"integer"}},
             "required":["name","length"],"additionalProperties":false}}
            """,
            test.Request().GetProperty("output_config").GetProperty("format"));
    }

    [Fact]
    public async Task StructuredOutput_OfAList_IsRead()
    {
        using var test = new ChatTestClient(new MessageScript().Text("{\"data\":[1,2]}").End());
        ChatResponse<int[]> response = await test.Chat.GetResponseAsync<int[]>("Which numbers?");
        Assert.Equal([1, 2], response.Result);
        Assert.False(test.Request().GetProperty("output_config").GetProperty("format").GetProperty("schema").GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public async Task StructuredOutput_WithFunctions_SendsBoth()
    {
        using var test = new ChatTestClient(new MessageScript().ToolUse("f", "{}").End("tool_use"), new MessageScript().Text("{\"name\":\"Rhine\",\"length\":1233}").End());
        using IChatClient chat = test.Chat.AsBuilder().UseFunctionInvocation().Build();
        ChatResponse<River> response = await chat.GetResponseAsync<River>("Hi", RiverContext.Default.Options, new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "f")] });
        Assert.Equal("Rhine", response.Result.Name);
        Assert.All(test.Exchanges, exchange => Assert.Contains("json_schema", exchange.BodyText, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Schema_WithUnsupportedKeywords_DescribesThem()
    {
        const string Schema = """
            {"type":"object","properties":{
              "u":{"oneOf":[{"type":"string"},{"type":"integer"}]},
              "v":{"anyOf":[{"type":"string"}],"oneOf":[{"type":"string"}]},
              "a":{"type":"array","items":{"type":"string","maxLength":3},"minItems":2},
              "f":{"type":"string","format":"color","description":"A color."},
              "t":{"type":["string","null"],"format":"date"}}}
            """;
        JsonElement request = await ChatTestClient.SendAsync(new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonDocument.Parse(Schema).RootElement) });
        JsonAssert.Equal(
            """
            {"type":"object","additionalProperties":false,"properties":{
              "u":{"anyOf":[{"type":"string"},{"type":"integer"}]},
              "v":{"anyOf":[{"type":"string"}],"description":"oneOf: [{\"type\":\"string\"}]"},
              "a":{"type":"array","items":{"type":"string","description":"maxLength: 3"},"description":"minItems: 2"},
              "f":{"type":"string","description":"A color. (format: \"color\")"},
              "t":{"type":["string","null"],"format":"date"}}}
            """,
            request.GetProperty("output_config").GetProperty("format").GetProperty("schema"));
    }

    [Fact]
    public async Task Text_AsResponseFormat_SendsNothing() =>
        Assert.False((await ChatTestClient.SendAsync(new ChatOptions { ResponseFormat = ChatResponseFormat.Text })).TryGetProperty("output_config", out _));

    [Theory]
    [InlineData(401, "authentication_error")]
    [InlineData(429, "rate_limit_error")]
    public async Task Error_OfTheApi_IsOurException(int status, string type)
    {
        using var test = new ChatTestClient(ResponseScript.Error(status, type, "No."));
        ClaudeApiException whole = await Assert.ThrowsAnyAsync<ClaudeApiException>(() => test.Chat.GetResponseAsync("Hi"));
        ClaudeApiException streamed = await Assert.ThrowsAnyAsync<ClaudeApiException>(() => test.Chat.GetStreamingResponseAsync("Hi").ToListAsync().AsTask());
        Assert.Equal((status, status), ((int)whole.Status!, (int)streamed.Status!));
    }

    [Fact]
    public async Task Stream_ThatIsCut_Throws()
    {
        using var test = new ChatTestClient(Answer.CutAfter(3));
        await Assert.ThrowsAnyAsync<ClaudeException>(() => test.Chat.GetStreamingResponseAsync("Hi").ToListAsync().AsTask());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Token_OfTheCallOrOfTheEnumerator_Cancels(bool ofTheCall)
    {
        using var test = new ChatTestClient(Answer.StallAfter(3));
        using var source = new CancellationTokenSource();
        IAsyncEnumerable<ChatResponseUpdate> updates = test.Chat.GetStreamingResponseAsync("Hi", null, ofTheCall ? source.Token : default);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatResponseUpdate update in updates.WithCancellation(ofTheCall ? default : source.Token))
            {
                await source.CancelAsync();
            }
        });
    }

    internal sealed record River([property: Description("The name.")] string Name, int Length);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(River))]
    internal sealed partial class RiverContext : JsonSerializerContext;
}
