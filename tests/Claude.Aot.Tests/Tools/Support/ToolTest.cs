using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Tools.Support;

/// <summary>What tests of runs have in common.</summary>
internal static class ToolTest
{
    public const string Paris = """{"city":"Paris"}""";
    public const string Rome = """{"city":"Rome"}""";

    public static ResponseScript OneCall { get; } = new MessageScript().Text("Let me see.").ToolUse("get_weather", """{"city":""", "\"Paris\"}").End("tool_use");

    public static ResponseScript TwoCalls { get; } = new MessageScript().ToolUse("get_weather", Paris).ToolUse("get_weather", Rome).End("tool_use");

    /// <summary>Creates a tool of any name.</summary>
    public static ToolFunction Tool(string name, Func<ToolCall, CancellationToken, ValueTask<BlockContent>> invoke) =>
        new(new Tool(name, "A tool.", """{"type":"object"}"""), invoke);

    /// <summary>Creates the tool that the scripts call. It returns its input.</summary>
    public static ToolFunction Weather(Func<ToolCall, CancellationToken, ValueTask<BlockContent>>? invoke = null) =>
        Tool("get_weather", invoke ?? ((call, _) => ValueTask.FromResult<BlockContent>($"Sunny: {call.Input}")));

    /// <summary>Creates a tool whose calls wait for their cancellation, and the task that completes when the first one has started.</summary>
    public static (ToolFunction Tool, Task Started) Waiting(string name = "get_weather")
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ToolFunction tool = Tool(name, async (_, cancellationToken) =>
        {
            started.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return "never";
        });
        return (tool, started.Task);
    }

    /// <summary>Runs all turns without reading them.</summary>
    public static async Task<ToolRun> RunAsync(ScriptedHandler handler, ToolFunction tool, ToolRunOptions? options = null, MessageRequest? request = null)
    {
        using ClaudeClient client = TestClient.Of(handler);
        await using ToolRun run = client.Messages.RunTools(request ?? TestClient.Hello, [tool], options);
        await run.GetFinalMessageAsync().Promptly();
        AssertSendable(run);
        return run;
    }

    /// <summary>The messages of a request, which the API would accept.</summary>
    public static JsonElement[] MessagesOf(ScriptedHandler handler, int request)
    {
        JsonElement messages = BodyOf(handler, request).GetProperty("messages");
        Assert.Null(RequestRules.WhyRefused(messages));
        return [.. messages.EnumerateArray()];
    }

    public static JsonElement BodyOf(ScriptedHandler handler, int request) => JsonElement.Parse(handler.Log.All[request].Body.Span);

    /// <summary>The content of the last message of a request, as sent.</summary>
    public static string LastContent(ScriptedHandler handler, int request) => MessagesOf(handler, request)[^1].GetProperty("content").GetRawText();

    /// <summary>The text of the only result in the last message of a request, which is an error.</summary>
    public static string ErrorIn(ScriptedHandler handler, int request)
    {
        JsonElement result = Assert.Single(MessagesOf(handler, request)[^1].GetProperty("content").EnumerateArray());
        Assert.True(result.GetProperty("is_error").GetBoolean());
        return result.GetProperty("content").GetString()!;
    }

    /// <summary>Asserts that the conversation can be sent as it is, and returns its messages as JSON.</summary>
    public static JsonElement[] AssertSendable(ToolRun run)
    {
        JsonElement messages = JsonElement.Parse("[" + string.Join(',', run.Messages.Select(message => message.ToJson())) + "]");
        Assert.Null(RequestRules.WhyRefused(messages));
        return [.. messages.EnumerateArray()];
    }
}
