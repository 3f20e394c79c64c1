using System.Text.Json;
using Anthropic;
using Anthropic.Helpers.Beta;
using Anthropic.Models.Beta.Messages;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Tools.Support;

namespace Claude.Aot.Tests.Tools;

/// <summary>The official SDK's tool runner and ours send the same conversation for the same responses.</summary>
public sealed class OfficialToolRunnerTests
{
    private const string Result = "Sunny";

    private static readonly ResponseScript s_thinking = new MessageScript().Thinking("c2ln", "Hm.").Text("Let me see.").ToolUse("get_weather", ToolTest.Paris).End("tool_use");

    private static readonly ResponseScript s_serverTool = new MessageScript()
        .Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"q"}}}""")
        .Event("content_block_stop", """{"type":"content_block_stop","index":0}""")
        .Event("content_block_start", """{"type":"content_block_start","index":1,"content_block":{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"web_search_result","title":"T","url":"https://a.example","encrypted_content":"RQ==","page_age":null}]}}""")
        .Event("content_block_stop", """{"type":"content_block_stop","index":1}""")
        .Event("content_block_start", """{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{}}}""")
        .Event("content_block_delta", """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"city\":\"Paris\"}"}}""")
        .Event("content_block_stop", """{"type":"content_block_stop","index":2}""")
        .End("tool_use");

    public static TheoryData<string> Cases => ["one call", "two calls", "three turns", "thinking", "server tool between", "no call", "tool error"];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task SameResponses_SameConversation(string name)
    {
        ResponseScript[] scripts = name switch
        {
            "two calls" => [ToolTest.TwoCalls, Scripts.Hello],
            "three turns" => [ToolTest.OneCall, ToolTest.TwoCalls, Scripts.Hello],
            "thinking" => [s_thinking, Scripts.Hello],
            "server tool between" => [s_serverTool, Scripts.Hello],
            "no call" => [Scripts.Hello],
            _ => [ToolTest.OneCall, Scripts.Hello],
        };
        bool fails = name == "tool error";

        JsonElement[] ours = await RunOursAsync(scripts, fails);
        JsonElement[] official = await RunOfficialAsync(
            scripts,
            () => fails ? throw new BetaToolError("No such city") : Task.FromResult<BetaToolResultBlockParamContent>(Result),
            thread: false);

        Assert.Equal(scripts.Length, official.Length);
        Assert.Equal(scripts.Length, ours.Length);
        for (int i = 0; i < ours.Length; i++)
        {
            Assert.Null(RequestRules.WhyRefused(ours[i]));
            string? difference = JsonComparer.FindDifference(official[i], ours[i]);
            Assert.True(difference is null, $"{name}, request {i}: {difference}\n{official[i]}\n{ours[i]}");
        }
    }

    /// <summary>The differences that docs/tool-runs.md lists.</summary>
    [Fact]
    public async Task Differences_OfTheOfficialRunner_AreThoseOfTheDocs()
    {
        JsonElement[] failing = await RunOfficialAsync([ToolTest.OneCall, Scripts.Hello], Fail, thread: false);
        JsonElement[] stored = await RunOfficialAsync([ToolTest.OneCall, Scripts.Hello], Succeed, thread: true);

        Assert.Contains("/home/alice", failing[1].GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, stored[1].GetArrayLength());

        static Task<BetaToolResultBlockParamContent> Fail() => throw new FileNotFoundException("/home/alice");
        static Task<BetaToolResultBlockParamContent> Succeed() => Task.FromResult<BetaToolResultBlockParamContent>(Result);
    }

    private static async Task<JsonElement[]> RunOursAsync(ResponseScript[] scripts, bool fails)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(scripts);
        using ClaudeClient client = TestClient.Of(server);
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [ToolTest.Weather((_, _) => fails ? throw new ToolErrorException("No such city") : new(Result))]);
        await run.GetFinalMessageAsync().Promptly();
        return MessagesOf(server);
    }

    private static async Task<JsonElement[]> RunOfficialAsync(ResponseScript[] scripts, Func<Task<BetaToolResultBlockParamContent>> run, bool thread)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(scripts);
        using var client = new AnthropicClient { ApiKey = TestClient.Key, BaseUrl = server.Address.AbsoluteUri.TrimEnd('/'), MaxRetries = 0 };
        var tool = new BetaRunnableTool
        {
            Name = "get_weather",
            Definition = new BetaTool { Name = "get_weather", Description = "A tool.", InputSchema = new InputSchema() },
            Run = (_, _) => run(),
        };
        BetaToolRunner runner = client.Beta.Messages.ToolRunner(
            new MessageCreateParams { Model = "claude-sonnet-5-5", MaxTokens = 100, Messages = [new BetaUserMessageParam("Hi")] },
            [tool],
            thread);
        await foreach (IAsyncEnumerable<BetaRawMessageStreamEvent> turn in runner.Streaming(TestContext.Current.CancellationToken))
        {
            await foreach (BetaRawMessageStreamEvent _ in turn)
            {
            }
        }

        return MessagesOf(server);
    }

    private static JsonElement[] MessagesOf(ReplayServer server) => [.. server.Log.All.Select(exchange => JsonElement.Parse(exchange.Body.Span).GetProperty("messages"))];
}
