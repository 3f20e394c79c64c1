using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Model;

/// <summary>What a debugger or a log shows says what a thing is, and never what is said in it.</summary>
public sealed class TextFormTests
{
    private const string Secret = "s3cret";

    private static readonly SseBody s_body = SseBody.Begin().TextStart().Text(Secret).BlockStop()
        .ToolStart(1).Input($$"""{"q":"{{Secret}}"}""", 1).BlockStop(1).ThinkingStart(2).Thinking(Secret, 2).Signature(Secret, 2).BlockStop(2)
        .MessageDelta("""{"stop_reason":"tool_use"}""").MessageStop();

    [Fact]
    public async Task Message_AndItsBlocks_ShowKindsIdsAndLengths()
    {
        Message message = await s_body.ReadAsync();

        Assert.Equal($"{message.Id} ({message.Model}): text, tool_use, thinking; tool_use", message.ToString());
        var call = (ToolUseBlock)message.Content[1];
        Assert.Equal(
            ["text, 6 characters", $"tool_use {call.Id} {call.Name}, {call.Input.Memory.Length} bytes of input", "thinking, 6 characters"],
            message.Content.Select(block => block.ToString()));
        Assert.Equal("assistant: text, tool_use", message.ToTurn().ToString());
        Assert.Equal("user: text", new InputMessage(Role.User, Secret).ToString());
        Assert.Equal("user: no content", new InputMessage(Role.User, []).ToString());
        Assert.EndsWith(": no content; not stopped", new Message().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_AndTheirViews_NeverShowContent()
    {
        await using MessageStream stream = s_body.Open();
        List<string> seen = [];
        await foreach (StreamEvent e in stream)
        {
            string owned = e.ToOwned().ToString()!;
            Assert.StartsWith(e.TypeName.ToString(), e.ToString(), StringComparison.Ordinal);
            Assert.StartsWith(e.TypeName.ToString(), owned, StringComparison.Ordinal);
            seen.AddRange([e.ToString(), owned, e.Delta.ToString(), e.ContentBlock.ToString(), e.Message.ToString(), stream.Snapshot.ToString()]);
        }

        Assert.DoesNotContain(seen, text => text.Contains(Secret, StringComparison.Ordinal));
        Assert.Contains(seen, text => text.StartsWith("content_block_delta 0: text_delta, ", StringComparison.Ordinal) && text.EndsWith(" bytes of JSON", StringComparison.Ordinal));
        Assert.Contains("content_block_stop 1", seen);
        Assert.Contains("message_delta: tool_use", seen);
        Assert.Contains("message_stop", seen);
    }

    [Fact]
    public void Default_Views_ShowNothing() =>
        Assert.Equal(["", "", "", ""], [default(StreamEvent).ToString(), default(Delta).ToString(), default(BlockView).ToString(), default(MessageView).ToString()]);
}
