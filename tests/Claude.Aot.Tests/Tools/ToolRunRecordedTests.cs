using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Streaming.Support;
using Claude.Aot.Tests.Tools.Support;

namespace Claude.Aot.Tests.Tools;

/// <summary>Conversations that were recorded from the API.</summary>
public sealed class ToolRunRecordedTests
{
    public static TheoryData<string> Conversations =>
    [
        "sdk-go__tool_runner_streaming_all",
        "chatlas__test_anthropic_tool_variations_parallel",
        "mirascope__anthropic-streams-tool-calls-and-resumes-with-results",
    ];

    /// <summary>Whole messages that call client tools.</summary>
    public static TheoryData<string> Calls => [.. TestCorpus.Whole.Where(name => CallIdsOf(name).Length > 0)];

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task Conversation_IsPlayedToItsEnd(string name)
    {
        var handler = new ScriptedHandler([.. TestCorpus.Whole.Where(turn => turn.StartsWith(name + "-", StringComparison.Ordinal)).Select(turn => ResponseScript.FromBytes(TestCorpus.Read(turn)))]);
        string[] ids = CallIdsOf($"{name}-1");
        ToolFunction[] tools = [.. NamesOf($"{name}-1").Distinct().Select(tool => ToolTest.Tool(tool, (call, _) => new(call.Id)))];
        using ClaudeClient client = TestClient.Of(handler);
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, tools);

        Message last = await run.GetFinalMessageAsync().Promptly();

        Assert.Equal(ToolRunStopReason.EndTurn, run.StopReason);
        Assert.Equal(2, handler.Log.All.Count);
        JsonElement[] results = [.. ToolTest.MessagesOf(handler, 1)[^1].GetProperty("content").EnumerateArray()];
        Assert.Equal(ids, results.Select(result => result.GetProperty("tool_use_id").GetString()));
        Assert.Equal(ids, results.Select(result => result.GetProperty("content").GetString()));
        Check.JsonEqual(ExpectedOf($"{name}-2").GetProperty("content"), JsonElement.Parse(last.ToJson()).GetProperty("content").GetRawText(), name);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task RecordedTurn_GoesBackAsItWasWithAResultForEachCall(string name)
    {
        var handler = new ScriptedHandler(ResponseScript.FromBytes(TestCorpus.Read(name)), Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, NamesOf(name).Distinct().Select(tool => ToolTest.Tool(tool, (call, _) => new(call.Id))));

        await run.GetFinalMessageAsync().Promptly();

        ToolTest.AssertSendable(run);
        JsonElement expected = ExpectedOf(name);
        if (expected.GetProperty("stop_reason").GetString() is "refusal" or "model_context_window_exceeded" or "max_tokens")
        {
            return;
        }

        JsonElement[] sent = ToolTest.MessagesOf(handler, 1);
        if (run.Messages[1].Changes.Count == 0)
        {
            Check.JsonEqual(expected.GetProperty("content"), sent[1].GetProperty("content").GetRawText(), name);
        }

        Assert.Equal(CallIdsOf(name), sent[2].GetProperty("content").EnumerateArray().Select(result => result.GetProperty("tool_use_id").GetString()));
    }

    private static JsonElement ExpectedOf(string name) => TestCorpus.Folder.Recorded(name).Expected.Message!.Value;

    private static IEnumerable<JsonElement> CallsOf(string name) =>
        ExpectedOf(name).GetProperty("content").EnumerateArray().Where(block => block.GetProperty("type").GetString() == "tool_use");

    private static string[] CallIdsOf(string name) => [.. CallsOf(name).Select(block => block.GetProperty("id").GetString()!)];

    private static string[] NamesOf(string name) => [.. CallsOf(name).Select(block => block.GetProperty("name").GetString()!)];
}
