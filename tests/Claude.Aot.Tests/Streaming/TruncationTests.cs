using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

/// <summary>A body that is cut at any byte gives the whole message or an exception with what was received, never a silent end.</summary>
public sealed class TruncationTests
{
    public static TheoryData<string> Small => [.. EveryCutCheck.NamesIn(TestCorpus.Folder)];

    // The fast tier runs this check natively.
    [Slow]
    [Theory]
    [MemberData(nameof(Small))]
    public Task Stream_CutAtEveryByte_IsCompleteOrThrows(string name) => EveryCutCheck.RunAsync(TestCorpus.Folder.Recorded(name));

    [Fact]
    public Task Stream_CutAtRandomBytes_IsCompleteOrThrows() => EveryCutCheck.RunAtSamplesAsync(TestCorpus.Folder);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData(": keep-alive\n\n")]
    [InlineData("event: ping\ndata: {\"type\": \"ping\"}\n\n")]
    [InlineData("event: message_start\n")]
    [InlineData("data: {\"type\":\"message_start\",\"message\":{")]
    [InlineData("<html><body>Bad gateway</body></html>")]
    [InlineData("{\"type\":\"message_stop\"}")]
    public async Task Stream_NothingOfAMessage_ThrowsWithoutPartial(string body)
    {
        ClaudeTransportException e = await new SseBody().Raw(body).ReadToFailureAsync<ClaudeTransportException>();

        Assert.Equal(ClaudeTransportErrorKind.ResponseEnded, e.Kind);
        Assert.Null(e.Partial);
    }

    [Theory]
    [InlineData("data: {\"type\":\"message_stop\"}")]
    [InlineData("data: {\"type\":\"message_stop\"}\n")]
    [InlineData("data: {\"type\":\"message_stop\"}\r")]
    [InlineData("data: {\"type\":\"message_stop\"}\r\n")]
    [InlineData("event: message_stop\ndata: {\"type\":\ndata: \"message_stop\"}")]
    public async Task Stream_LastEventLacksItsBlankLine_IsTakenAndReported(string last)
    {
        List<ClaudeDiagnosticKind> kinds = [];
        SseBody body = SseBody.Begin().TextStart().Text("Hi").BlockStop().MessageDelta().Raw(last);
        await using MessageStream stream = body.Open(new MessageStreamOptions { OnDiagnostic = d => kinds.Add(d.Kind) });

        Assert.Equal("Hi", await stream.GetFinalTextAsync());

        Assert.Contains(ClaudeDiagnosticKind.UnfinishedFinalEvent, kinds);
    }

    [Theory]
    [InlineData("event: message_stop")]
    [InlineData("event: message_stop\n")]
    [InlineData("event: message_stop\ndata: ")]
    [InlineData("event: message_stop\ndata: {\"type\":\"message_stop\"")]
    [InlineData("event: message_stop\ndata: \"message_stop\"")]
    [InlineData("event: message_stop\ndata: {} x")]
    public async Task Stream_LastEventIsNotWhole_IsTruncated(string last)
    {
        SseBody body = SseBody.Begin().TextStart().Text("Hi").BlockStop().MessageDelta().Raw(last);

        ClaudeTransportException e = await body.ReadToFailureAsync<ClaudeTransportException>();

        Assert.Equal(ClaudeTransportErrorKind.ResponseEnded, e.Kind);
        Assert.Equal("Hi", Assert.IsType<TextBlock>(Assert.Single(e.Partial!.Content)).Text);
        Assert.Contains("5 events", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_CutInABlock_PartialSaysWhichBlocksAreComplete()
    {
        SseBody body = SseBody.Begin().TextStart().Text("Done").BlockStop().ToolStart(1).Input("{\"a\": tru", 1);

        ClaudeTransportException e = await body.ReadToFailureAsync<ClaudeTransportException>();

        Assert.True(e.Partial!.Content[0].IsComplete);
        Assert.False(e.Partial.Content[1].IsComplete);
        ToolInput input = Assert.IsType<ToolUseBlock>(e.Partial.Content[1]).Input;
        Assert.Equal(ToolInputState.Incomplete, input.State);
        Assert.Equal("{\"a\": tru", input.ToString());
    }
}
