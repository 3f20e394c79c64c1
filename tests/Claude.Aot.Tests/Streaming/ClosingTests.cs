using System.IO.Pipelines;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

/// <summary>When the body is closed, and what is left to read then.</summary>
public sealed class ClosingTests
{
    private const int MaxDrainedBytes = 64 * 1024;

    [Fact]
    public async Task Loop_LeftByBreak_ClosesTheBodyAtOnce()
    {
        var body = new ScriptedStream();
        await using MessageStream stream = MessageStream.FromStream(body);
        body.Send(SseBody.Begin().TextStart());
        await foreach (StreamEvent _ in stream)
        {
            break;
        }

        Assert.True(body.Disposed.IsCompleted);
        Assert.Equal("msg_1", stream.Snapshot.Id.ToString());
    }

    [Fact]
    public async Task Loop_LeftByAnException_ClosesTheBodyAndLetsItThrough()
    {
        var body = new ScriptedStream();
        await using MessageStream stream = MessageStream.FromStream(body);
        body.Send(SseBody.Begin().TextStart());

        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await foreach (StreamEvent _ in stream)
            {
                throw new FormatException();
            }
        });

        Assert.True(body.Disposed.IsCompleted);
    }

    [Fact]
    public async Task Dispose_NeverRead_ClosesTheBody()
    {
        var body = new ScriptedStream();
        MessageStream stream = MessageStream.FromStream(body);

        await stream.DisposeAsync();
        await stream.DisposeAsync();

        Assert.True(body.Disposed.IsCompleted);
    }

    [Fact]
    public async Task Dispose_WhileAWaitIsPending_EndsTheWait()
    {
        var body = new ScriptedStream();
        MessageStream stream = MessageStream.FromStream(body);
        body.Send(SseBody.Begin());
        Task<Message> pending = stream.GetFinalMessageAsync().AsTask();
        Assert.True(body.IsReadPending);

        await stream.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => pending);
        await body.Disposed;
    }

    [Fact]
    public async Task Dispose_AfterAnError_DoesNotDrain()
    {
        var body = new ScriptedStream();
        MessageStream stream = MessageStream.FromStream(body);
        body.Send(SseBody.Begin().Event("""{"type":"error","error":{"type":"api_error","message":"x"}}"""));
        await Assert.ThrowsAsync<ClaudeApiException>(() => stream.GetFinalMessageAsync().AsTask());

        Assert.True(body.Disposed.IsCompleted);
        await stream.DisposeAsync();
    }

    [Fact]
    public async Task Dispose_LeaveOpen_LeavesTheBodyOpen()
    {
        var body = new MemoryStream(SseBody.OfText("Hello").ToArray());
        await using (MessageStream stream = MessageStream.FromStream(body, new MessageStreamOptions { LeaveOpen = true }))
        {
            Assert.Equal("Hello", await stream.GetFinalTextAsync());
        }

        Assert.True(body.CanRead);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_Pipe_IsCompletedUnlessLeftOpen(bool leaveOpen)
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(SseBody.OfText("Hello").ToArray());
        await using (MessageStream stream = MessageStream.FromStream(pipe.Reader, new MessageStreamOptions { LeaveOpen = leaveOpen }))
        {
            Assert.Equal("Hello", await stream.GetFinalTextAsync());
            await pipe.Writer.CompleteAsync();
        }

        Exception? e = Record.Exception(() => pipe.Reader.TryRead(out _));
        Assert.Equal(leaveOpen, e is null);
    }

    [Fact]
    public async Task Dispose_AfterTheMessage_ReadsALittleOfWhatFollows()
    {
        byte[] whole = SseBody.OfText("Hello").ToArray();
        byte[] tail = new byte[1_000_000];
        tail.AsSpan().Fill((byte)'\n');
        var body = new CountedStream(new PiecewiseStream((byte[])[.. whole, .. tail], 1400));
        MessageStream stream = MessageStream.FromStream(body);
        await stream.GetFinalMessageAsync();

        await stream.DisposeAsync();

        Assert.InRange(body.BytesRead, whole.Length + 1, whole.Length + MaxDrainedBytes + 8192);
        Assert.True(body.IsDisposed);
    }

    [Fact]
    public async Task Dispose_AfterTheMessageWithAShortTail_ReadsToTheEnd()
    {
        byte[] whole = [.. SseBody.OfText("Hello").ToArray(), .. ": bye\n\n"u8];
        var body = new CountedStream(new PiecewiseStream(whole, 61));
        MessageStream stream = MessageStream.FromStream(body);
        await stream.GetFinalMessageAsync();

        await stream.DisposeAsync();

        Assert.Equal(whole.Length, body.BytesRead);
        Assert.True(body.SawEnd);
    }

    [Fact]
    public async Task Dispose_BodyThatNeverEnds_DoesNotHang()
    {
        var body = new ScriptedStream();
        MessageStream stream = MessageStream.FromStream(body);
        body.Send(SseBody.OfText("Hello"));
        await stream.GetFinalMessageAsync();

        await stream.DisposeAsync();

        await body.Disposed;
    }

    [Fact]
    public void FromStream_NoBody_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => MessageStream.FromStream((Stream)null!));
        Assert.Throws<ArgumentNullException>(() => MessageStream.FromStream((PipeReader)null!));
        Assert.Throws<ArgumentException>(() => MessageStream.FromStream(new WriteOnlyStream()));
    }

    private sealed class WriteOnlyStream : MemoryStream
    {
        public override bool CanRead => false;
    }

    private sealed class CountedStream(Stream inner) : MemoryStream
    {
        public long BytesRead { get; private set; }

        public bool SawEnd { get; private set; }

        public bool IsDisposed { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int count = await inner.ReadAsync(buffer, cancellationToken);
            BytesRead += count;
            SawEnd |= count == 0;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
