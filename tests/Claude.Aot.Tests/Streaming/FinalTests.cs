using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

public sealed class FinalTests
{
    [Fact]
    public async Task FinalText_SeveralTextBlocks_AreJoinedWithNothingBetween()
    {
        await using MessageStream stream = SseBody.Begin()
            .TextStart().Text("a").BlockStop()
            .ThinkingStart(1).Thinking("hm", 1).BlockStop(1)
            .BlockStart(2, """{"type":"text","text":"b"}""").Text("c", 2).BlockStop(2)
            .TextStart(3).BlockStop(3).End().Open();

        Assert.Equal("abc", await stream.GetFinalTextAsync());
    }

    [Fact]
    public async Task FinalText_EmptyTextBlock_IsEmpty()
    {
        await using MessageStream stream = SseBody.Begin().TextStart().BlockStop().End().Open();

        Assert.Equal("", await stream.GetFinalTextAsync());
    }

    [Fact]
    public async Task FinalText_NoTextBlock_NamesTheBlocksThereAre()
    {
        await using MessageStream stream = SseBody.Begin()
            .ThinkingStart().Thinking("hm").BlockStop().ToolStart(1).BlockStop(1).BlockStart(2, """{"type":"of_tomorrow"}""").BlockStop(2).End().Open();

        InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(() => stream.GetFinalTextAsync().AsTask());

        Assert.Contains("thinking, tool_use, of_tomorrow", e.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await stream.GetFinalMessageAsync()).Content.Count);
    }

    [Fact]
    public async Task FinalText_NoContent_SaysSo()
    {
        await using MessageStream stream = SseBody.Begin().End().Open();

        InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(() => stream.GetFinalTextAsync().AsTask());

        Assert.Contains("no content", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FinalMessage_AfterAPartWasRead_IsTheWholeMessage()
    {
        await using MessageStream stream = SseBody.OfText("Hel", "lo").Open(readSize: 100);
        Assert.True(await stream.WaitToReadAsync());
        Assert.True(stream.TryRead(out _));

        Message message = await stream.GetFinalMessageAsync();

        Assert.Equal("Hello", Assert.IsType<TextBlock>(Assert.Single(message.Content)).Text);
        Assert.Equal("msg_1", message.Id);
        Assert.Equal("claude-test-1", message.Model);
        Assert.Equal(StopReason.EndTurn, message.StopReason);
        Assert.Equal((10, 5), (message.Usage.InputTokens, message.Usage.OutputTokens));
        Assert.False(await stream.WaitToReadAsync());
    }

    [Fact]
    public async Task FinalMessage_NeverAskedBeforeDisposal_IsGone()
    {
        MessageStream stream = SseBody.OfText("Hello").Open();
        Assert.Equal("Hello", await stream.GetFinalTextAsync());
        await stream.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => stream.GetFinalMessageAsync().AsTask());
        Assert.Equal("Hello", await stream.GetFinalTextAsync());
    }

    [Fact]
    public async Task FinalMessage_Failed_FailsAgainInTheSameWay()
    {
        await using MessageStream stream = SseBody.Begin().TextStart().Text("Hel").Open();
        ClaudeTransportException first = await Assert.ThrowsAsync<ClaudeTransportException>(() => stream.GetFinalMessageAsync().AsTask());

        Assert.Same(first, await Assert.ThrowsAsync<ClaudeTransportException>(() => stream.GetFinalTextAsync().AsTask()));
        Assert.Same(first, await Assert.ThrowsAsync<ClaudeTransportException>(() => stream.WaitToReadAsync().AsTask()));
        Assert.Same(first.Partial, first.Partial);
    }

    [Fact]
    public async Task ReadOwned_EveryEvent_CanBeKept()
    {
        List<MessageStreamEvent> events;
        await using (MessageStream stream = SseBody.Begin().TextStart()
            .Event("""{"type":"ping"}""").Text("a").Text("b").Event("""{"type":"of_tomorrow","n":1}""").BlockStop().End().Open(readSize: 61))
        {
            events = await stream.ReadOwnedAsync().ToListAsync();
        }

        Assert.Equal(
            ["message_start", "content_block_start", "content_block_delta", "content_block_delta", "of_tomorrow", "content_block_stop", "message_delta", "message_stop"],
            events.Select(e => e.TypeName));
        Assert.Equal("msg_1", ((MessageStartEvent)events[0]).Message.Id);
        Assert.IsType<TextBlock>(((ContentBlockStartEvent)events[1]).ContentBlock);
        Assert.Equal("ab", string.Concat(events.OfType<ContentBlockDeltaEvent>().Select(e => e.Delta).OfType<TextDelta>().Select(delta => delta.Text)));
        Assert.Equal("""{"type":"of_tomorrow","n":1}""", Assert.IsType<UnknownMessageStreamEvent>(events[4]).ToJson());
        Assert.Equal(StopReason.EndTurn, ((MessageDeltaEvent)events[6]).Delta.StopReason);
        Assert.Equal(5, ((MessageDeltaEvent)events[6]).Usage.OutputTokens);
    }

    [Fact]
    public async Task ReadOwned_Linq_StopsTheStreamWhereItHasEnough()
    {
        var body = new ScriptedStream();
        await using MessageStream stream = MessageStream.FromStream(body);
        body.Send(SseBody.Begin().TextStart().Text("a").Text("b"));

        ContentBlockDeltaEvent first = await stream.ReadOwnedAsync().OfType<ContentBlockDeltaEvent>().FirstAsync();

        Assert.Equal("a", ((TextDelta)first.Delta).Text);
        await body.Disposed;
    }
}
