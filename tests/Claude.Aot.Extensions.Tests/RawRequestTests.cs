using System.Text.Json;
using Claude.Aot.Testing;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.Tests;

/// <summary>Requests that start from a <see cref="MessageRequest"/> of the caller.</summary>
public sealed class RawRequestTests
{
    private static ChatOptions Raw(MessageRequest request, ChatOptions? options = null)
    {
        options ??= new ChatOptions();
        options.RawRepresentationFactory = _ => request;
        return options;
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(0, 77)]
    public async Task MaxTokens_OfARawRequest_AreSentUnlessZero(int maxTokens, int expected)
    {
        JsonElement request = await ChatTestClient.SendAsync(
            Raw(new MessageRequest { Model = "", MaxTokens = maxTokens, Messages = [] }, new ChatOptions { MaxOutputTokens = 77 }));

        Assert.Equal(expected, request.GetProperty("max_tokens").GetInt32());
    }

    [Fact]
    public async Task MaxTokens_OfOne_LimitTheBudget()
    {
        JsonElement request = await ChatTestClient.SendAsync(
            Raw(new MessageRequest { Model = "", MaxTokens = 1, Messages = [] }, new ChatOptions { Reasoning = new() { Effort = ReasoningEffort.Low } }),
            new ClaudeChatClientOptions { ThinkingMode = ChatThinkingMode.Budget });

        Assert.Equal(1, request.GetProperty("max_tokens").GetInt32());
        Assert.False(request.TryGetProperty("thinking", out _));
    }

    [Fact]
    public async Task MaxTokens_WithoutAnyLimit_AreTheDefault() =>
        Assert.Equal(16_384, (await ChatTestClient.SendAsync(new ChatOptions())).GetProperty("max_tokens").GetInt32());

    [Fact]
    public async Task Values_OfARawRequest_TakePrecedence()
    {
        var raw = new MessageRequest
        {
            Model = "claude-opus-5",
            MaxTokens = 5,
            Messages = ["First"],
            System = "Raw.",
            Temperature = 0.1,
            StopSequences = ["A"],
            Thinking = Thinking.Disabled,
            ToolChoice = new AnyToolChoice(),
            Tools = [new MemoryTool20250818()],
            OutputConfig = new OutputConfig { Effort = Effort.Low },
            Betas = ["some-beta"],
        };
        using var test = new ChatTestClient(new MessageScript().Text("ok").End());
        await test.Chat.GetResponseAsync("Second", Raw(raw, new ChatOptions
        {
            ModelId = "other",
            Instructions = "Options.",
            Temperature = 0.9f,
            TopP = 0.5f,
            StopSequences = ["B"],
            Reasoning = new() { Effort = ReasoningEffort.High },
            ToolMode = ChatToolMode.None,
            Tools = [AIFunctionFactory.Create(() => 1, "f")],
        }));

        JsonElement request = test.Request();
        Assert.Equal("claude-opus-5", request.GetProperty("model").GetString());
        Assert.Equal(["First", "Second"], request.GetProperty("messages").EnumerateArray().Select(turn => TextOf(turn.GetProperty("content"))));
        JsonAssert.Equal("""[{"type":"text","text":"Raw."},{"type":"text","text":"Options."}]""", request.GetProperty("system"));
        Assert.Equal(0.1, request.GetProperty("temperature").GetDouble());
        Assert.Equal(0.5, request.GetProperty("top_p").GetDouble());
        JsonAssert.Equal("""["A","B"]""", request.GetProperty("stop_sequences"));
        JsonAssert.Equal("""{"type":"disabled"}""", request.GetProperty("thinking"));
        JsonAssert.Equal("""{"type":"any"}""", request.GetProperty("tool_choice"));
        JsonAssert.Equal("""{"effort":"low"}""", request.GetProperty("output_config"));
        Assert.Equal(["memory", "f"], request.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()));
        Assert.Equal("some-beta", test.Exchanges[0].Headers["anthropic-beta"]);
    }

    [Fact]
    public async Task Factory_GetsTheAdapter_AndOtherObjectsAreReported()
    {
        using var test = new ChatTestClient(new MessageScript().Text("ok").End());
        IChatClient? given = null;
        using IChatClient outer = test.Chat.AsBuilder().UseFunctionInvocation().Build();

        await outer.GetResponseAsync("Hi", new ChatOptions
        {
            RawRepresentationFactory = client =>
            {
                given = client;
                return "not a request";
            },
        });

        Assert.Same(test.Chat, given);
        Assert.Equal(["ChatOptions.RawRepresentationFactory"], test.Unmapped.Select(item => item.Name));
    }

    private static string? TextOf(JsonElement content) => content.ValueKind == JsonValueKind.String ? content.GetString() : content[0].GetProperty("text").GetString();
}
