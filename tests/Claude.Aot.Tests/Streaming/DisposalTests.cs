using System.Text;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

/// <summary>
/// Disposal, cancellation and misuse by other threads, each interleaving forced by a gate. In Debug builds the pool overwrites what is returned, so that a read of returned memory shows.
/// </summary>
public sealed class DisposalTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Dispose_ReaderIsInTheMidstOfAnEvent_ReturnsAtOnceAndTheReaderIsToldSo()
    {
        using var isInside = new ManualResetEventSlim();
        using var mayGoOn = new ManualResetEventSlim();
        byte[] body = SseBody.Begin().TextStart().Text("first").Raw(": a comment\n\n").Text("second").BlockStop().End().ToArray();
        MessageStream stream = MessageStream.FromStream(new MemoryStream(body), new MessageStreamOptions { OnDiagnostic = _ => Block(isInside, mayGoOn) });
        Task<string> reader = Task.Run(async () =>
        {
            var text = new StringBuilder();
            try
            {
                await foreach (string piece in stream.ReadTextAsync())
                {
                    text.Append(piece);
                }
            }
            catch (ObjectDisposedException)
            {
                return $"{text}, disposed";
            }

            return text.ToString();
        });
        Assert.True(isInside.Wait(s_patience));

        await stream.DisposeAsync().AsTask().WaitAsync(s_patience);
        mayGoOn.Set();

        Assert.Equal("first, disposed", await reader.WaitAsync(s_patience));
        Assert.Throws<ObjectDisposedException>(() => stream.Snapshot);
    }

    [Theory]
    [MemberData(nameof(CancellationTests.Ways), MemberType = typeof(CancellationTests))]
    public async Task Dispose_WhileAnyWayOfReadingWaits_EndsItInObjectDisposed(string way)
    {
        using var source = new CancellationTokenSource();
        var body = new ScriptedStream();
        MessageStream stream = MessageStream.FromStream(body);
        body.Send(SseBody.Begin().TextStart().Text("Hello"));
        Task reading = CancellationTests.ReadAsync(stream, way, source.Token);
        Assert.True(body.IsReadPending);

        await Task.Run(async () => await stream.DisposeAsync()).WaitAsync(s_patience);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => reading.WaitAsync(s_patience));
        await body.Disposed.WaitAsync(s_patience);
    }

    [Fact]
    public async Task Dispose_InsideTheReadersOwnCallback_EndsReadingAfterIt()
    {
        MessageStream? stream = null;
        byte[] body = SseBody.Begin().TextStart().Text("first").Raw(": a comment\n\n").Text("second").BlockStop().End().ToArray();
        stream = MessageStream.FromStream(new MemoryStream(body), new MessageStreamOptions { OnDiagnostic = _ => Assert.True(stream!.DisposeAsync().AsTask().IsCompleted) });

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await stream.GetFinalTextAsync());
    }

    [Fact]
    public async Task Dispose_BodyIgnoresItsToken_ReturnsAndClosesTheBodyWhenTheReadEnds()
    {
        var body = new StubbornStream();
        MessageStream stream = MessageStream.FromStream(body);
        ValueTask<bool> wait = stream.WaitToReadAsync();
        Assert.True(body.IsReading);

        await stream.DisposeAsync().AsTask().WaitAsync(s_patience);

        Assert.False(body.IsDisposed);
        Assert.False(wait.IsCompleted);
        body.Complete(SseBody.Begin().ToArray());
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await wait.AsTask().WaitAsync(s_patience));
        Assert.True(body.IsDisposed);
    }

    [Fact]
    public async Task Dispose_BodyThrowsWhenItIsClosed_DoesNotThrow()
    {
        var body = new StubbornStream { ThrowsAtDisposal = true };
        MessageStream stream = MessageStream.FromStream(body);

        await stream.DisposeAsync();

        Assert.True(body.IsDisposed);
    }

    [Fact]
    public async Task Dispose_FromManyThreads_ClosesTheBodyOnce()
    {
        for (int round = 0; round < 50; round++)
        {
            var body = new StubbornStream();
            MessageStream stream = MessageStream.FromStream(body);
            using var start = new Barrier(4);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                start.SignalAndWait();
                await stream.DisposeAsync();
            }))).WaitAsync(s_patience);
            Assert.Equal(1, body.Disposals);
        }
    }

    [Fact]
    public async Task Dispose_SpanWasHandedOut_LeavesItsBytesAlone()
    {
        MessageStream stream = MessageStream.FromStream(new MemoryStream(SseBody.OfText("held ☀", "more").ToArray()));
        Assert.True(await stream.WaitToReadAsync());
        Assert.True(ReadsTextAndHoldsIt(stream));

        static bool ReadsTextAndHoldsIt(MessageStream stream)
        {
            while (stream.TryRead(out StreamEvent e))
            {
                if (e.Delta.Type == DeltaType.TextDelta)
                {
                    ReadOnlySpan<byte> held = e.Delta.Text.Span;
                    Assert.True(stream.DisposeAsync().AsTask().Wait(s_patience));
                    return held.SequenceEqual("held ☀"u8);
                }
            }

            return false;
        }
    }

    [Fact]
    public async Task Dispose_SpanWasHandedOutAndTheMessageIsOver_LeavesItsBytesAlone()
    {
        byte[] body = (byte[])[.. SseBody.OfText("held ☀").ToArray(), .. Enumerable.Repeat((byte)'\n', 60_000)];
        MessageStream stream = MessageStream.FromStream(new PiecewiseStream(body, 4000));
        while (await stream.WaitToReadAsync())
        {
            if (HoldsTextOverTheEnd(stream))
            {
                return;
            }
        }

        Assert.Fail("The text and the end of the message are in one read.");

        static bool HoldsTextOverTheEnd(MessageStream stream)
        {
            ReadOnlySpan<byte> held = default;
            while (stream.TryRead(out StreamEvent e))
            {
                held = e.Delta.Type == DeltaType.TextDelta ? e.Delta.Text.Span : held;
                if (e.Type == StreamEventType.MessageStop && !held.IsEmpty)
                {
                    Assert.True(stream.DisposeAsync().AsTask().Wait(s_patience));
                    Assert.True(held.SequenceEqual("held ☀"u8));
                    return true;
                }
            }

            return false;
        }
    }

    [Fact]
    public async Task Failure_SpanOfAnEarlierEvent_StaysGoodUntilTheNextWait()
    {
        byte[] body = SseBody.Begin().TextStart().Text("held").Raw("event: content_block_delta\ndata: {broken\n\n").ToArray();
        await using MessageStream stream = MessageStream.FromStream(new MemoryStream(body));
        Assert.True(await stream.WaitToReadAsync());
        Assert.True(HoldsTextOverAFailure(stream));

        static bool HoldsTextOverAFailure(MessageStream stream)
        {
            ReadOnlySpan<byte> held = default;
            try
            {
                while (stream.TryRead(out StreamEvent e))
                {
                    held = e.Delta.Type == DeltaType.TextDelta ? e.Delta.Text.Span : held;
                }
            }
            catch (ClaudeTransportException)
            {
                return held.SequenceEqual("held"u8);
            }

            return false;
        }
    }

    [Fact]
    public async Task Snapshot_SecondThreadWhileTheReaderReads_ThrowsAndSpoilsNothing()
    {
        using var isInside = new ManualResetEventSlim();
        using var mayGoOn = new ManualResetEventSlim();
        byte[] body = SseBody.Begin().TextStart().Text("first").Raw(": a comment\n\n").Text("second").BlockStop().End().ToArray();
        await using MessageStream stream = MessageStream.FromStream(new MemoryStream(body), new MessageStreamOptions { OnDiagnostic = _ => Block(isInside, mayGoOn) });
        Task<string> reader = Task.Run(async () => await stream.GetFinalTextAsync());
        Assert.True(isInside.Wait(s_patience));

        Assert.Throws<InvalidOperationException>(() => stream.Snapshot.Content[0].Text.ToString());
        Assert.Throws<InvalidOperationException>(() => stream.TryRead(out _));
        mayGoOn.Set();

        Assert.Equal("firstsecond", await reader.WaitAsync(s_patience));
    }

    [Fact]
    public async Task Cancel_WhileTheBodyBeginsToRead_IsNotLost()
    {
        using var source = new CancellationTokenSource();
        var body = new StubbornStream { OnRead = source.Cancel, HonorsToken = true };
        await using MessageStream stream = MessageStream.FromStream(body);

        await Assert.ThrowsAsync<ClaudeCanceledException>(async () => await stream.WaitToReadAsync(source.Token).AsTask().WaitAsync(s_patience));
    }

    [Fact]
    public async Task Dispose_WhileTheBodyBeginsToRead_IsNotLost()
    {
        MessageStream? stream = null;
        var body = new StubbornStream { OnRead = () => stream!.DisposeAsync().AsTask().Wait(s_patience), HonorsToken = true };
        stream = MessageStream.FromStream(body);

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await stream.WaitToReadAsync().AsTask().WaitAsync(s_patience));
        Assert.Equal(1, body.Disposals);
    }

    [Fact]
    public async Task WaitToRead_StreamFails_FaultsItsTask()
    {
        await using MessageStream stream = MessageStream.FromStream(new MemoryStream("event: content_block_delta\ndata: {broken\n\n"u8.ToArray()));

        ValueTask<bool> wait = stream.WaitToReadAsync();

        await Assert.ThrowsAsync<ClaudeTransportException>(async () => await wait);
        ValueTask<bool> again = stream.WaitToReadAsync();
        await Assert.ThrowsAsync<ClaudeTransportException>(async () => await again);
    }

    [Fact]
    public async Task WaitToRead_Disposed_FaultsItsTask()
    {
        MessageStream stream = MessageStream.FromStream(new MemoryStream());
        await stream.DisposeAsync();

        ValueTask<bool> wait = stream.WaitToReadAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await wait);
    }

    [Fact]
    public async Task WaitToRead_AnotherIsPending_ThrowsAtTheCall()
    {
        var body = new StubbornStream { HonorsToken = true };
        await using MessageStream stream = MessageStream.FromStream(body);
        ValueTask<bool> wait = stream.WaitToReadAsync();

        Assert.Throws<InvalidOperationException>(() => { _ = stream.WaitToReadAsync().AsTask(); });

        body.Complete(SseBody.Begin().ToArray());
        Assert.True(await wait);
    }

    [Fact]
    public async Task SseReader_DisposedWithAnEventFoundButNotTaken_ThrowsObjectDisposed()
    {
        var reader = SseReader.Create(new MemoryStream("data: 1\n\ndata: 2\n\n"u8.ToArray()));
        Assert.True(await reader.WaitToReadAsync());

        await reader.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => reader.TryRead(out _));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await reader.WaitToReadAsync());
    }

    [Fact]
    public async Task SseReader_DisposedWhileAnEventIsHeld_LeavesItsBytesAlone()
    {
        var reader = SseReader.Create(new MemoryStream("event: name\ndata: held\n\n"u8.ToArray()));
        Assert.True(await reader.WaitToReadAsync());
        Assert.True(HoldsEvent(reader));

        static bool HoldsEvent(SseReader reader)
        {
            Assert.True(reader.TryRead(out SseEvent e));
            Assert.True(reader.DisposeAsync().AsTask().Wait(s_patience));
            return e.Data.SequenceEqual("held"u8) && e.Name.SequenceEqual("name"u8);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Diagnostics_CallbackThrowsACancellation_ComesOutAsItIs(bool isOverHttp)
    {
        var thrown = new OperationCanceledException("the callback's own");
        byte[] body = SseBody.Begin().Raw(": a comment\n\n").TextStart().Text("text").BlockStop().End().ToArray();

        async Task ReadAsync()
        {
            using ClaudeClient client = TestClient.Of(
                new ScriptedHandler(ResponseScript.FromBytes((byte[])[.. ": a comment\n\n"u8, .. body])), options => options.OnDiagnostic = _ => throw thrown);
            await using MessageStream stream = isOverHttp
                ? await client.Messages.StreamAsync(TestClient.Hello)
                : MessageStream.FromStream(new MemoryStream(body), new MessageStreamOptions { OnDiagnostic = _ => throw thrown });
            await stream.GetFinalTextAsync();
        }

        Assert.Same(thrown, await Assert.ThrowsAsync<OperationCanceledException>(ReadAsync));
    }

    [Fact]
    public async Task Buffered_CanceledBetweenEvents_StopsAtTheNextWait()
    {
        using var source = new CancellationTokenSource();
        var body = SseBody.Begin().TextStart();
        for (int i = 0; i < 1000; i++)
        {
            body.Text("x");
        }

        await using MessageStream stream = MessageStream.FromStream(new MemoryStream(body.BlockStop().End().ToArray()));
        Assert.True(await stream.WaitToReadAsync(source.Token));
        source.Cancel();

        await Assert.ThrowsAsync<ClaudeCanceledException>(async () => await stream.GetFinalTextAsync(source.Token));
    }

    private static void Block(ManualResetEventSlim isInside, ManualResetEventSlim mayGoOn)
    {
        isInside.Set();
        Assert.True(mayGoOn.Wait(s_patience));
    }
}
