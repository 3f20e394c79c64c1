using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Errors;

/// <summary>No exception says in its text what the user or the model wrote.</summary>
public sealed class ExceptionTextTests
{
    private const string Secret = "correct-horse-battery-staple";

    public static TheoryData<string> Endings =>
    [
        "",
        $"event: content_block_delta\ndata: {{\"type\":\"content_block_delta\",\"delta\":{{\"text\":\"{Secret}\" {Secret}\n\n",
        $"event: {Secret}\ndata: {{\"type\":\"message_stop\",\"{Secret}\":]}}\n\n",
        $"data: {Secret}\n\n",
        $"event: error\ndata: {{\"type\":\"error\",\"error\":{{\"type\":\"api_error\",\"message\":\"Internal\"}},\"prompt\":\"{Secret}\"}}\n\n",
        $"event: content_block_delta\ndata: {{\"type\":\"content_block_delta\",\"{Secret}\":{new string('[', 600)}\n\n",
    ];

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task Exception_OfABrokenStream_DoesNotQuoteIt(string ending)
    {
        await using MessageStream stream = Spoken().Raw(ending).Open();

        Exception e = await Assert.ThrowsAnyAsync<Exception>(() => stream.GetFinalMessageAsync().AsTask());

        AssertSilent(e);
        AssertSilent(await Assert.ThrowsAnyAsync<Exception>(() => stream.GetFinalTextAsync().AsTask()));
    }

    [Fact]
    public async Task Exception_OfCancellation_DoesNotQuoteTheStream()
    {
        using var source = new CancellationTokenSource();
        await using MessageStream stream = MessageStream.FromStream(new ScriptedStream().Send(Spoken()));
        Task reading = stream.GetFinalMessageAsync(source.Token).AsTask();
        await source.CancelAsync();

        AssertSilent(await Assert.ThrowsAsync<ClaudeCanceledException>(() => reading));
    }

    [Fact]
    public async Task Exception_OfABreak_DoesNotQuoteTheStream()
    {
        await using MessageStream stream = Spoken().Open();
        await foreach (StreamEvent _ in stream)
        {
            break;
        }

        AssertSilent(await Assert.ThrowsAsync<ClaudeTransportException>(() => stream.GetFinalMessageAsync().AsTask()));
    }

    [Fact]
    public async Task Exception_OfAnInvalidToolInput_DoesNotQuoteIt()
    {
        Message message = await SseBody.Begin().ToolStart().Input($"{{\"{Secret}\": ").BlockStop().End().ReadAsync();
        ToolInput input = Assert.IsType<ToolUseBlock>(Assert.Single(message.Content)).Input;

        AssertSilent(Assert.Throws<InvalidOperationException>(() => input.ToRawJson()));
    }

    private static SseBody Spoken() => SseBody.Begin()
        .ThinkingStart().Thinking(Secret).Signature(Secret).BlockStop()
        .TextStart(1).Text(Secret, 1).BlockStop(1)
        .BlockStart(2, $$$"""{"type":"tool_use","id":"toolu_1","name":"{{{Secret}}}","input":{}}""").Input($"{{\"a\":\"{Secret}\"", 2);

    private static void AssertSilent(Exception e)
    {
        Assert.DoesNotContain(Secret, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, e.ToString(), StringComparison.Ordinal);
    }
}
