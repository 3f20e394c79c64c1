using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;

namespace Claude.Aot.Tests.Testing;

public sealed class MessageScriptTests
{
    [Fact]
    public async Task Message_WithEveryKindOfBlock_FoldsToWhatWasWritten()
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

        Assert.Empty(diagnostics);
        Assert.Equal(("msg_7", "claude-x", "tool_use"), (message.Id, message.Model, message.StopReason?.Value));
        Assert.Equal((12, 34), (message.Usage.InputTokens, message.Usage.OutputTokens));
        Assert.Collection(
            message.Content,
            block =>
            {
                ThinkingBlock thinking = Assert.IsType<ThinkingBlock>(block);
                Assert.Equal(("Let me see", "c2ln"), (thinking.Thinking, thinking.Signature));
            },
            block => Assert.Equal("Hello \"you\" \u2600", Assert.IsType<TextBlock>(block).Text),
            block =>
            {
                ToolUseBlock call = Assert.IsType<ToolUseBlock>(block);
                Assert.Equal(("find", "toolu_scripted_2", """{"name":"Alice"}"""), (call.Name, call.Id, call.Input.ToString()));
            });
    }

    [Fact]
    public async Task Message_ThatEndsInAnError_IsOne()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(new MessageScript().Text("a").Error("api_error", "Said \"no\"").ToScript()));

        ClaudeApiException e = await client.FailAsync<ClaudeApiException>();

        Assert.Equal(("api_error", "Said \"no\""), (e.ErrorType.Value, e.Message));
    }
}
