using System.IO.Pipelines;
using System.Text;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

/// <summary>The table of states: one row per cell.</summary>
public sealed class StateTests
{
    private const string Text = "Hello";

    private static readonly StreamMember[] s_readers =
        [StreamMember.Foreach, StreamMember.ReadText, StreamMember.ReadPacedText, StreamMember.ReadPacedUtf8, StreamMember.ReadOwned, StreamMember.CopyToStream, StreamMember.CopyToPipe, StreamMember.CopyToWriter,
        StreamMember.RelayToStream, StreamMember.RelayToPipe];

    public static TheoryData<StreamMember, StreamState, CellOutcome> Cells
    {
        get
        {
            var cells = new TheoryData<StreamMember, StreamState, CellOutcome>();
            Add(s_readers, CellOutcome.Works, CellOutcome.Refuses, CellOutcome.Refuses, CellOutcome.EndsAtOnce, CellOutcome.Refuses, CellOutcome.Disposed);
            Add([StreamMember.WaitToRead, StreamMember.TryRead], CellOutcome.Works, CellOutcome.Refuses, CellOutcome.Works, CellOutcome.EndsAtOnce, CellOutcome.ThrowsReason, CellOutcome.Disposed);
            Add([StreamMember.FinalMessage, StreamMember.FinalText], CellOutcome.Works, CellOutcome.Works, CellOutcome.Works, CellOutcome.Works, CellOutcome.ThrowsReason, CellOutcome.Disposed);
            Add([StreamMember.Snapshot], CellOutcome.Works, CellOutcome.Works, CellOutcome.Works, CellOutcome.Works, CellOutcome.Works, CellOutcome.Disposed);
            Add([StreamMember.Response], CellOutcome.Works, CellOutcome.Works, CellOutcome.Works, CellOutcome.Works, CellOutcome.Works, CellOutcome.Works);
            return cells;

            void Add(StreamMember[] members, CellOutcome fresh, CellOutcome byLoop, CellOutcome byPair, CellOutcome ended, CellOutcome stopped, CellOutcome disposed)
            {
                CellOutcome[] outcomes = [fresh, byLoop, byPair, ended, stopped, stopped, stopped, disposed];
                foreach (StreamMember member in members)
                {
                    foreach (StreamState state in Enum.GetValues<StreamState>())
                    {
                        cells.Add(member, state, outcomes[(int)state]);
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Stream_MemberInState_DoesWhatTheTableSays(StreamMember member, StreamState state, CellOutcome outcome)
    {
        await using MessageStream stream = Body(state).Open();
        Exception? reason = await BringAsync(stream, state);

        Exception? thrown = await Record.ExceptionAsync(async () =>
        {
            int count = await InvokeAsync(stream, member, state);
            Assert.True(count > 0 == (outcome == CellOutcome.Works), $"It gave {count}.");
        });

        switch (outcome)
        {
            case CellOutcome.Works or CellOutcome.EndsAtOnce:
                Assert.Null(thrown);
                break;
            case CellOutcome.Refuses:
                Assert.IsType<InvalidOperationException>(thrown);
                break;
            case CellOutcome.Disposed:
                Assert.IsType<ObjectDisposedException>(thrown);
                break;
            case CellOutcome.ThrowsReason:
                AssertReason(reason, thrown);
                break;
        }
    }

    [Theory]
    [InlineData(StreamMember.FinalMessage)]
    [InlineData(StreamMember.FinalText)]
    public async Task Final_AfterDisposal_IsWhatItWasBefore(StreamMember member)
    {
        MessageStream stream = SseBody.OfText(Text).Open();
        object before = await FinalAsync(stream, member);

        Assert.Same(before, await FinalAsync(stream, member));
        await stream.DisposeAsync();

        Assert.Same(before, await FinalAsync(stream, member));
    }

    [Theory]
    [InlineData(StreamMember.WaitToRead)]
    [InlineData(StreamMember.FinalMessage)]
    [InlineData(StreamMember.Foreach)]
    public async Task Ended_ATokenThatIsCancelled_ChangesNothing(StreamMember member)
    {
        await using MessageStream stream = SseBody.OfText(Text).Open();
        await BringAsync(stream, StreamState.Ended);
        var canceled = new CancellationToken(canceled: true);

        switch (member)
        {
            case StreamMember.WaitToRead:
                Assert.False(await stream.WaitToReadAsync(canceled));
                break;
            case StreamMember.FinalMessage:
                Assert.NotEmpty((await stream.GetFinalMessageAsync(canceled)).Content);
                break;
            default:
                await foreach (StreamEvent _ in stream.WithCancellation(canceled))
                {
                    Assert.Fail("There is nothing more to read.");
                }

                break;
        }

        Assert.Equal(Text, await stream.GetFinalTextAsync());
    }

    [Fact]
    public async Task Wait_WhileAnotherIsPending_Refuses()
    {
        var body = new ScriptedStream();
        MessageStream stream = MessageStream.FromStream(body);
        Task<bool> pending = stream.WaitToReadAsync().AsTask();

        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.WaitToReadAsync().AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.GetFinalMessageAsync().AsTask());
        body.Send(SseBody.OfText(Text));

        Assert.True(await pending);
        Assert.Equal(Text, await stream.GetFinalTextAsync());
        await stream.DisposeAsync();
    }

    [Fact]
    public async Task Final_InsideALoop_DrainsAndTheLoopEnds()
    {
        await using MessageStream stream = SseBody.OfText("Hel", "lo").Open(readSize: 7);
        int events = 0;
        await foreach (StreamEvent _ in stream)
        {
            events++;
            Assert.Equal(Text, await stream.GetFinalTextAsync());
        }

        Assert.Equal(1, events);
    }

    /// <summary>Reads in small pieces, so that more is left to come in every state but the last.</summary>
    private static SseBody Body(StreamState state) => state == StreamState.StoppedByError
        ? SseBody.Begin().TextStart().Event("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""")
        : SseBody.OfText(Text);

    private static async Task<Exception?> BringAsync(MessageStream stream, StreamState state)
    {
        switch (state)
        {
            case StreamState.ReadByLoop:
                Assert.True(await stream.GetAsyncEnumerator().MoveNextAsync());
                return null;
            case StreamState.ReadByPair:
                Assert.True(await stream.WaitToReadAsync());
                Assert.True(stream.TryRead(out _));
                return null;
            case StreamState.Ended:
                await foreach (StreamEvent _ in stream)
                {
                }

                return null;
            case StreamState.StoppedByBreak:
                await foreach (StreamEvent _ in stream)
                {
                    break;
                }

                return null;
            case StreamState.StoppedByError:
                return await Assert.ThrowsAsync<ClaudeApiException>(() => stream.GetFinalMessageAsync().AsTask());
            case StreamState.StoppedByCancel:
                MessageStream.Enumerator events = stream.GetAsyncEnumerator(new CancellationToken(canceled: true));
                return await Assert.ThrowsAsync<ClaudeCanceledException>(() => events.MoveNextAsync().AsTask());
            case StreamState.Disposed:
                await stream.DisposeAsync();
                return null;
            default:
                return null;
        }
    }

    private static async Task<int> InvokeAsync(MessageStream stream, StreamMember member, StreamState state)
    {
        switch (member)
        {
            case StreamMember.Foreach:
                int events = 0;
                await foreach (StreamEvent _ in stream)
                {
                    events++;
                }

                return events;
            case StreamMember.ReadText:
                return await stream.ReadTextAsync().CountAsync();
            case StreamMember.ReadPacedText:
                return await stream.ReadTextAsync(new TextPacing { MinChars = 1 }).CountAsync();
            case StreamMember.ReadPacedUtf8:
                return await stream.ReadUtf8TextAsync(new TextPacing { MaxDelay = TimeSpan.FromSeconds(1) }).CountAsync();
            case StreamMember.ReadOwned:
                return await stream.ReadOwnedAsync().CountAsync();
            case StreamMember.CopyToStream:
                var copy = new MemoryStream();
                await stream.CopyTextToAsync(copy);
                return (int)copy.Length;
            case StreamMember.CopyToPipe:
                var pipe = new MemoryStream();
                await stream.CopyTextToAsync(PipeWriter.Create(pipe));
                return (int)pipe.Length;
            case StreamMember.CopyToWriter:
                var text = new StringBuilder();
                await stream.CopyTextToAsync(new StringWriter(text));
                return text.Length;
            case StreamMember.RelayToStream:
                var relayed = new MemoryStream();
                await stream.RelayToAsync(relayed);
                return (int)relayed.Length;
            case StreamMember.RelayToPipe:
                var relayedPipe = new MemoryStream();
                await stream.RelayToAsync(PipeWriter.Create(relayedPipe));
                return (int)relayedPipe.Length;
            case StreamMember.WaitToRead:
                return await stream.WaitToReadAsync() ? 1 : 0;
            case StreamMember.TryRead:
                // Nothing is buffered before the first wait; that it may be called is what it does then.
                return stream.TryRead(out _) || state == StreamState.Fresh ? 1 : 0;
            case StreamMember.FinalMessage:
                return (await stream.GetFinalMessageAsync()).Content.Count;
            case StreamMember.FinalText:
                return (await stream.GetFinalTextAsync()).Length;
            case StreamMember.Snapshot:
                MessageView snapshot = stream.Snapshot;
                Assert.Equal(state is not (StreamState.Fresh or StreamState.StoppedByCancel), snapshot.IsPresent);
                return 1;
            default:
                Assert.Null(stream.Response);
                Assert.Null(stream.RequestId);
                Assert.NotNull(stream.RateLimits);
                return 1;
        }
    }

    private static async Task<object> FinalAsync(MessageStream stream, StreamMember member) =>
        member == StreamMember.FinalMessage ? await stream.GetFinalMessageAsync() : await stream.GetFinalTextAsync();

    private static void AssertReason(Exception? reason, Exception? thrown)
    {
        if (reason is not null)
        {
            Assert.Same(reason, thrown);
            return;
        }

        // The first to speak after a break is told that reading was stopped.
        ClaudeTransportException stopped = Assert.IsType<ClaudeTransportException>(thrown);
        Assert.Equal(ClaudeTransportErrorKind.Abandoned, stopped.Kind);
        Assert.Equal("msg_1", stopped.Partial!.Id);
    }
}
