using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks that a client reads the message that a script defines.</summary>
internal static class MessageScriptCheck
{
    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        yield return ("every kind of block folds to what was written", Message_WithEveryKindOfBlock_FoldsToWhatWasWritten);
        yield return ("a message that ends in an error is one", Message_ThatEndsInAnError_IsOne);
    }

    private static async Task Message_WithEveryKindOfBlock_FoldsToWhatWasWritten()
    {
        ResponseScript script = new MessageScript("claude-x", "msg_7", inputTokens: 12)
            .Ping()
            .Thinking("c2ln", "Let me", " see")
            .Text("Hel", "lo \"you\" \u2600")
            .Event("event_of_tomorrow", """{"type":"event_of_tomorrow"}""")
            .ToolUse("find", "{\"name\":", "\"Alice\"}")
            .End("tool_use", outputTokens: 34);
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(script));
        List<ClaudeDiagnosticKind> diagnostics = [];
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello, new RequestOptions { OnDiagnostic = d => diagnostics.Add(d.Kind) });

        Message message = await stream.GetFinalMessageAsync();

        Check.SequenceEqual([], diagnostics);
        Check.Equal(("msg_7", "claude-x", "tool_use"), (message.Id, message.Model, message.StopReason.Value));
        Check.Equal((12, 34), (message.Usage.InputTokens, message.Usage.OutputTokens));
        Check.Equal(3, message.Content.Count);
        ThinkingBlock thinking = Check.Is<ThinkingBlock>(message.Content[0]);
        Check.Equal(("Let me see", "c2ln"), (thinking.Thinking, thinking.Signature));
        Check.Equal("Hello \"you\" \u2600", Check.Is<TextBlock>(message.Content[1]).Text);
        ToolUseBlock call = Check.Is<ToolUseBlock>(message.Content[2]);
        Check.Equal(("find", "toolu_7_2", """{"name":"Alice"}"""), (call.Name, call.Id, call.Input.ToString()));
    }

    private static async Task Message_ThatEndsInAnError_IsOne()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(new MessageScript().Text("a").Error("api_error", "Said \"no\"").ToScript()));

        ClaudeApiException e = await client.FailAsync<ClaudeApiException>();

        Check.Equal(("api_error", "Said \"no\""), (e.ErrorType.Value, e.Message));
    }
}
