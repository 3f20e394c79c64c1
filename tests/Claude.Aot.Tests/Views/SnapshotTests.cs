using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Views;

public sealed class SnapshotTests
{
    [Fact]
    public async Task Snapshot_BeforeTheFirstEvent_IsEmpty()
    {
        await using MessageStream stream = SseBody.OfText("Hello").Open();

        MessageView snapshot = stream.Snapshot;

        Assert.False(snapshot.IsPresent);
        Assert.Equal("", snapshot.Id.ToString());
        Assert.Equal(0, snapshot.Content.Count);
        Assert.Equal(StopReasonKind.None, snapshot.StopReason.Kind);
        Assert.False(snapshot.Usage.IsPresent);
        Assert.Equal(0, snapshot.Usage.OutputTokens);
        Assert.Empty(snapshot.ToMessage().Content);
    }

    [Fact]
    public async Task Snapshot_TakenOnce_FollowsTheStream()
    {
        await using MessageStream stream = SseBody.Begin().TextStart().Text("Hel").Text("lo").BlockStop().End().Open();
        MessageView snapshot = stream.Snapshot;
        List<string> seen = [];
        await foreach (StreamEvent _ in stream)
        {
            seen.Add($"{snapshot.Id} {(snapshot.Content is [var first, ..] ? first.Text.ToString() : "none")} {snapshot.Usage.OutputTokens} {snapshot.StopReason}");
        }

        Assert.Equal(
            ["msg_1 none 1 ", "msg_1  1 ", "msg_1 Hel 1 ", "msg_1 Hello 1 ", "msg_1 Hello 1 ", "msg_1 Hello 5 end_turn", "msg_1 Hello 5 end_turn"],
            seen);
    }

    [Fact]
    public async Task Snapshot_RecordedStreams_IsAtEveryEventWhatTheEventsSoFarMake()
    {
        foreach (string name in TestCorpus.Core.Intersect(TestCorpus.Whole))
        {
            byte[] body = TestCorpus.Read(name);
            var fold = new ReferenceFold();
            await using MessageStream stream = MessageStream.FromStream(new Shared.PiecewiseStream(body, 1400));
            int events = 0;
            await foreach (StreamEvent e in stream)
            {
                fold.Add(e.RawJson.ToString());
                if (events++ % 10 == 0 || e.Delta.Type == DeltaType.None)
                {
                    Shared.Check.JsonEqual(fold.ToJson()!.Value, stream.Snapshot.RawJson.ToString(), $"{name} after event {events}");
                }
            }
        }
    }

    [Fact]
    public async Task Snapshot_Copy_DoesNotFollow()
    {
        await using MessageStream stream = SseBody.Begin().TextStart().Text("Hel").Text("lo").BlockStop().End().Open();
        List<Message> copies = [];
        await foreach (StreamEvent _ in stream)
        {
            copies.Add(stream.Snapshot.ToMessage());
        }

        await stream.DisposeAsync();

        Assert.Equal(["", "", "Hel", "Hello", "Hello", "Hello", "Hello"], copies.Select(copy => copy.Content.OfType<TextBlock>().FirstOrDefault()?.Text ?? ""));
        Assert.Equal([false, false, false, true, true, true], copies.Skip(1).Select(copy => copy.Content[0].IsComplete));
    }

    [Fact]
    public async Task Snapshot_AfterDisposal_ThrowsHoweverItWasTaken()
    {
        MessageStream stream = SseBody.OfText("Hello").Open();
        await stream.GetFinalMessageAsync();
        MessageView snapshot = stream.Snapshot;
        BlockViewList content = snapshot.Content;
        BlockView block = content[0];
        UsageView usage = snapshot.Usage;

        await stream.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => stream.Snapshot);
        foreach (object view in (object[])[snapshot, content, block, usage])
        {
            foreach ((string name, Func<object?> get) in ViewReflection.PropertiesOf(view))
            {
                Exception? e = Record.Exception(() => get() is { } value && ViewReflection.IsView(value) && ViewReflection.IsPresent(value));
                Assert.True(e is ObjectDisposedException, $"{name} gave {e?.ToString() ?? "a value"}.");
            }
        }

        Assert.Throws<ObjectDisposedException>(() => snapshot.ToMessage());
        Assert.Throws<ObjectDisposedException>(() => block.ToOwned());
    }

    [Fact]
    public async Task Blocks_PositionOutOfRange_IsRefused()
    {
        await using MessageStream stream = SseBody.OfText("Hello").Open();
        await stream.GetFinalMessageAsync();

        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Snapshot.Content[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Snapshot.Content[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => default(BlockViewList)[0]);
    }
}
