using System.Text.Json;
using System.Text.Json.Serialization;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AotSmoke;

/// <summary>Checks of the chat client that run natively, and in the tests under the JIT.</summary>
internal static partial class ChatChecks
{
    private const string SearchResult =
        """{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"web_search_result","url":"https://x.test/","title":"X","encrypted_content":"ZW5j"}]}""";

    private static ResponseScript Answer => new MessageScript().Text("1,233 ", "km").End();

    public static IEnumerable<(string Name, Func<Task> Run)> Cases() =>
    [
        ("a stream has text, usage and a finish reason", Stream_HasTextUsageAndFinishReason),
        ("functions run, with thinking and parallel calls", Functions_Run),
        ("a stored history goes back byte for byte", StoredHistory_GoesBack),
        ("a structured output is read", StructuredOutput_IsRead),
        ("a function is a tool of the runner", Function_IsATool),
        ("a value without a contract is a clear error", ValueWithoutContract_IsAnError),
    ];

    private static async Task Stream_HasTextUsageAndFinishReason()
    {
        using ClaudeClient client = ClientOf(out _, Answer);
        using IChatClient chat = client.AsIChatClient(ClaudeModel.Sonnet55).AsBuilder().UseOpenTelemetry().Build();
        ChatResponse response = await chat.GetStreamingResponseAsync("Hi").ToChatResponseAsync();
        Check.Equal("1,233 km", response.Text);
        Check.Equal(ChatFinishReason.Stop, response.FinishReason);
        Check.Equal(10, response.Usage?.InputTokenCount);
    }

    private static async Task Functions_Run()
    {
        ResponseScript calls = new MessageScript().Thinking("c2ln", "Two ", "calls.").ToolUse("length_of", "{\"river\":", "\"Rhine\"}").ToolUse("fail", "{}").End("tool_use");
        using ClaudeClient client = ClientOf(out ScriptedHandler handler, calls, Answer);
        using IChatClient chat = client.AsIChatClient(ClaudeModel.Sonnet55).AsBuilder().UseFunctionInvocation().UseOpenTelemetry().Build();
        ChatOptions options = new() { Tools = [AIFunctionFactory.Create((string river) => $"The {river} is long.", "length_of"), AIFunctionFactory.Create(Fail, "fail")] };

        ChatResponse response = await chat.GetStreamingResponseAsync("How long is the Rhine?", options).ToChatResponseAsync();

        Check.Equal("1,233 km", response.Text);
        string body = handler.Log.All[1].BodyText;
        Check.Contains("""{"type":"thinking","thinking":"Two calls.","signature":"c2ln"}""", body);
        Check.Contains("""{"type":"tool_result","tool_use_id":"toolu_scripted_1","content":"The Rhine is long."}""", body);
        Check.Contains("\"is_error\":true", body);
        Check.DoesNotContain("secret", body);
    }

    private static async Task StoredHistory_GoesBack()
    {
        ResponseScript search = new MessageScript()
            .Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"q"}}}""")
            .Event("content_block_stop", """{"type":"content_block_stop","index":0}""")
            .Event("content_block_start", $$"""{"type":"content_block_start","index":1,"content_block":{{SearchResult}}}""")
            .Event("content_block_stop", """{"type":"content_block_stop","index":1}""")
            .End();
        using ClaudeClient client = ClientOf(out ScriptedHandler handler, search, Answer);
        using IChatClient chat = client.AsIChatClient(ClaudeModel.Sonnet55);
        List<ChatMessage> history = [new(ChatRole.User, "Search.")];
        history.AddMessages(await chat.GetStreamingResponseAsync(history).ToChatResponseAsync());
        history.Add(new ChatMessage(ChatRole.User, "Go on."));

        var contract = AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IList<ChatMessage>));
        var stored = (IList<ChatMessage>)JsonSerializer.Deserialize(JsonSerializer.Serialize(history, contract), contract)!;
        await chat.GetResponseAsync(stored);

        Check.Contains(SearchResult, handler.Log.All[1].BodyText);
    }

    private static async Task StructuredOutput_IsRead()
    {
        using ClaudeClient client = ClientOf(out ScriptedHandler handler, new MessageScript().Text("{\"name\":\"Rhine\",", "\"length\":1233}").End());
        using IChatClient chat = client.AsIChatClient(ClaudeModel.Sonnet55);
        ChatResponse<River> response = await chat.GetResponseAsync<River>("Which river?", ChatJsonContext.Default.Options);
        Check.Equal(new River("Rhine", 1233), response.Result);
        Check.Contains("\"additionalProperties\":false", handler.Log.All[0].BodyText);
    }

    private static async Task Function_IsATool()
    {
        using ClaudeClient client = ClientOf(out ScriptedHandler handler, new MessageScript().ToolUse("length_of", "{\"river\":\"Rhine\"}").End("tool_use"), Answer);
        MessageRequest request = new() { Model = ClaudeModel.Sonnet55, MaxTokens = 100, Messages = ["How long is the Rhine?"] };
        await using ToolRun run = client.Messages.RunTools(request, [ToolFunction.From(AIFunctionFactory.Create((string river) => $"The {river} is long.", "length_of"))]);
        Check.Equal("1,233 km", (await run.GetFinalMessageAsync()).Text);
        Check.Contains("The Rhine is long.", handler.Log.All[1].BodyText);
    }

    /// <summary>A type of the caller has a contract only under the JIT, by reflection.</summary>
    private static async Task ValueWithoutContract_IsAnError()
    {
        using ClaudeClient client = ClientOf(out ScriptedHandler handler, Answer);
        using IChatClient chat = client.AsIChatClient(ClaudeModel.Sonnet55);
        ChatMessage[] history =
        [
            new(ChatRole.User, "Hi"), new(ChatRole.Assistant, [new FunctionCallContent("1", "f")]), new(ChatRole.Tool, [new FunctionResultContent("1", new Unknown(7))]),
        ];
        if (JsonSerializer.IsReflectionEnabledByDefault)
        {
            await chat.GetResponseAsync(history);
            Check.Contains("7", handler.Log.All[0].BodyText);
            return;
        }

        NotSupportedException exception = await Check.ThrowsAsync<NotSupportedException>(() => chat.GetResponseAsync(history));
        Check.Contains(nameof(Unknown), exception.Message);
    }

    private static ClaudeClient ClientOf(out ScriptedHandler handler, params ReadOnlySpan<ResponseScript> scripts)
    {
        handler = new ScriptedHandler(scripts);
        return new ClaudeClient(new ClaudeClientOptions { ApiKey = "none", HttpHandler = handler, UseEnvironment = false });
    }

    private static string Fail() => throw new InvalidOperationException("secret");

    internal sealed record River(string Name, int Length);

    private sealed record Unknown(int Value);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(River))]
    internal sealed partial class ChatJsonContext : JsonSerializerContext;
}
