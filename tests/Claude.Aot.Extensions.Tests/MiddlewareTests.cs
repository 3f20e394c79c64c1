using System.Text.Json;
using Claude.Aot.Testing;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Claude.Aot.Extensions.Tests;

/// <summary>Middleware and agents that others wrote run over the adapter.</summary>
public sealed class MiddlewareTests
{
    private static ResponseScript Calls => new MessageScript().Thinking("c2ln", "Two ", "calls.").ToolUse("length_of", "{\"river\":", "\"Rhine\"}").ToolUse("fails", "{}").End("tool_use");

    private static ResponseScript Answer => new MessageScript().Text("1,233 ", "km").End();

    private static ChatOptions Tools => new()
    {
        Tools = [AIFunctionFactory.Create((string river) => river + " is long", "length_of"), AIFunctionFactory.Create(Fail, "fails")],
    };

    private static string Fail() => throw new InvalidOperationException("secret");

    [Fact]
    public async Task Functions_WithThinking_ParallelCallsAndAFailure()
    {
        using var test = new ChatTestClient(Calls, Answer);
        using IChatClient chat = test.Chat.AsBuilder().UseFunctionInvocation().Build();

        ChatResponse response = await chat.GetStreamingResponseAsync("How long?", Tools).ToChatResponseAsync();

        Assert.Equal("1,233 km", response.Text[^8..]);
        JsonElement turns = test.Request(1).GetProperty("messages");
        Assert.Equal("""{"type":"thinking","thinking":"Two calls.","signature":"c2ln"}""", turns[1].GetProperty("content")[0].GetRawText());
        Assert.Equal("Rhine is long", turns[2].GetProperty("content")[0].GetProperty("content").GetString());
        Assert.True(turns[2].GetProperty("content")[1].GetProperty("is_error").GetBoolean());
        Assert.DoesNotContain("secret", test.Exchanges[1].BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedCalls_DoNotRun()
    {
        using var test = new ChatTestClient(new MessageScript().ToolUse("length_of", "{\"river\":\"Rhine\"}").End("refusal"));
        using IChatClient chat = test.Chat.AsBuilder().UseFunctionInvocation().Build();
        ChatResponse response = await chat.GetStreamingResponseAsync("How long?", Tools).ToChatResponseAsync();
        Assert.Equal(ChatFinishReason.ContentFilter, response.FinishReason);
        Assert.Single(test.Exchanges);
    }

    [Fact]
    public async Task CutCall_DoesNotRun()
    {
        using var test = new ChatTestClient(new MessageScript().ToolUse("length_of", "{\"river\":\"Rh").End("max_tokens"));
        using IChatClient chat = test.Chat.AsBuilder().UseFunctionInvocation().Build();
        ChatResponse response = await chat.GetStreamingResponseAsync("How long?", Tools).ToChatResponseAsync();
        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
        Assert.Single(test.Exchanges);
    }

    [Fact]
    public async Task Approval_IsAskedFor_AndTheCallRuns()
    {
        using var test = new ChatTestClient(new MessageScript().ToolUse("f", "{}").End("tool_use"), Answer);
        using IChatClient chat = test.Chat.AsBuilder().UseFunctionInvocation().Build();
        var options = new ChatOptions { Tools = [new ApprovalRequiredAIFunction(AIFunctionFactory.Create(() => "done", "f"))] };
        List<ChatMessage> history = [new(ChatRole.User, "Do it")];

        ChatResponse asked = await chat.GetResponseAsync(history, options);
        history.AddMessages(asked);
        ToolApprovalRequestContent request = asked.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>().Single();
        history.Add(new ChatMessage(ChatRole.User, [request.CreateResponse(true)]));
        await chat.GetResponseAsync(history, options);

        JsonElement turns = test.Request(1).GetProperty("messages");
        Assert.Equal("tool_use", turns[1].GetProperty("content")[0].GetProperty("type").GetString());
        Assert.Equal("done", turns[2].GetProperty("content")[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task PausedTurn_GoesBackUnchanged()
    {
        using var test = new ChatTestClient(new MessageScript().Text("Searching").End("pause_turn"), Answer);
        ChatResponse paused = await test.Chat.GetStreamingResponseAsync("Search").ToChatResponseAsync();
        Assert.Equal("pause_turn", paused.FinishReason?.Value);
        await test.Chat.GetResponseAsync([new(ChatRole.User, "Search"), .. paused.Messages]);
        Assert.Equal("Searching", test.Request(1).GetProperty("messages")[1].GetProperty("content")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Cache_KeepsSignatures()
    {
        using var test = new ChatTestClient(new MessageScript().Thinking("c2ln", "Hm").Text("a", "b").End(), Answer);
        var cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        using IChatClient chat = test.Chat.AsBuilder().UseDistributedCache(cache).Build();
        await chat.GetStreamingResponseAsync("Hi").ToChatResponseAsync();
        ChatResponse cached = await chat.GetStreamingResponseAsync("Hi").ToChatResponseAsync();
        Assert.Single(test.Exchanges);
        Assert.Equal("ab", cached.Text);
        await test.Chat.GetResponseAsync([new(ChatRole.User, "Hi"), .. cached.Messages, new(ChatRole.User, "More")]);
        Assert.Equal("c2ln", test.Request(1).GetProperty("messages")[1].GetProperty("content")[0].GetProperty("signature").GetString());
    }

    [Fact]
    public async Task Wrappers_And_Agent_Run()
    {
        using var test = new ChatTestClient(Calls, Answer);
        IChatClient chat = test.Chat.AsBuilder().UseOpenTelemetry().Build();
        var agent = new ChatClientAgent(chat, instructions: "Be brief.", tools: Tools.Tools);
        AgentResponse response = await agent.RunAsync("How long is the Rhine?");
        Assert.EndsWith("1,233 km", response.Text, StringComparison.Ordinal);
        Assert.Equal(2, test.Exchanges.Count);
    }

    [Fact]
    public async Task Stream_HasOneText_OneUsage_AndIds()
    {
        using var test = new ChatTestClient(Answer);
        List<ChatResponseUpdate> updates = await test.Chat.GetStreamingResponseAsync("Hi").ToListAsync();
        Assert.Single(updates.SelectMany(update => update.Contents).OfType<UsageContent>());
        Assert.All(updates, update => Assert.Equal("msg_scripted", update.MessageId));
        Assert.IsType<TextContent>(updates.ToChatResponse().Messages.Single().Contents.Single());
    }

    [Fact]
    public async Task Error_InMidStream_IsOurException()
    {
        using var test = new ChatTestClient(new MessageScript().Text("a").Error("overloaded_error", "busy").ToScript());
        await Assert.ThrowsAsync<ClaudeApiException>(() => test.Chat.GetStreamingResponseAsync("Hi").ToChatResponseAsync());
    }

    [Fact]
    public async Task Function_IsATool()
    {
        ToolFunction tool = ToolFunction.From(AIFunctionFactory.Create((string river) => river + "!", "f"));
        BlockContent result = await tool.InvokeAsync(new ToolCall(new ToolUseBlock { Id = "1", Name = "f", Input = ToolInput.Parse("{\"river\":\"Rhine\"}"u8) }));
        Assert.Equal("f", tool.Name);
        Assert.Equal("Rhine!", result.Text);
    }
}
