using System.IO.Pipelines;
using System.Text;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Sse;

public class SseReaderTests
{
    [Theory]
    [InlineData("data: a\n\nevent: x\ndata: b", "x", "b")]
    [InlineData("data: a\n\nevent: x\ndata: b\n", "x", "b")]
    [InlineData("data: a\n\nevent: x\r\ndata: b\r\n", "x", "b")]
    [InlineData("data: a\n\ndata: b\ndata: c", "message", "b\nc")]
    [InlineData("data: a\n\nevent: x", null, null)]
    [InlineData("data: a\n\n", null, null)]
    public async Task TryReadUnfinished_AtTheEnd_GivesWhatLacksItsBlankLine(string body, string? name, string? data)
    {
        foreach (int size in (int[])[int.MaxValue, 3, 1])
        {
            await using var reader = SseReader.Create(new PiecewiseStream(Encoding.UTF8.GetBytes(body), size));
            Assert.True(await reader.WaitToReadAsync());
            Assert.False(reader.TryReadUnfinished(out _));
            Assert.True(reader.TryRead(out _));
            Assert.False(await reader.WaitToReadAsync());
            Assert.Equal(name is not null, reader.TryReadUnfinished(out SseEvent e));
            Assert.Equal(name is null ? new("message", "", "", null) : new SeenEvent(name, data!, "", null), SeenEvent.Of(e));
            Assert.False(reader.TryReadUnfinished(out _));
            Assert.Equal(body.Length, reader.BytesRead);
        }
    }

    [Fact]
    public async Task Advance_EventReadByTheCaller_GoesOnBehindIt()
    {
        await using var reader = SseReader.Create(new ScriptedPipe("data: 1\n\ndata: 2\n\ndata: 3\n\n"u8, [], MemoryKind.Guarded));
        Assert.True(reader.Buffered.IsEmpty);
        Assert.True(await reader.WaitToReadAsync());
        Assert.True(reader.Buffered.SequenceEqual(reader.BufferedArray.AsSpan(reader.BufferedOffset, reader.Buffered.Length)));
        Assert.Equal(27, reader.Buffered.Length);
        reader.Advance(9);
        Assert.True(reader.TryRead(out SseEvent e));
        Assert.Equal("2"u8, e.Data);
        reader.Advance(9);
        Assert.False(await reader.WaitToReadAsync());
        Assert.Equal(3, reader.EventCount);
    }

    [Theory]
    [InlineData("event: a\ndata: b\n\n", SseDialect.None)]
    [InlineData("\uFEFFevent: a\ndata: b\n\n", SseDialect.Bom)]
    [InlineData("event: a\r\ndata: b\r\n\r\n", SseDialect.CarriageReturn)]
    [InlineData(": c\nevent: a\ndata: b\n\n", SseDialect.Comment)]
    [InlineData("data: b\n\n", SseDialect.MissingEventName)]
    [InlineData("event: a\ndata: b\ndata: c\n\n", SseDialect.MultipleDataLines)]
    [InlineData("event: a\nfoo: x\ndata: b\n\n", SseDialect.UnknownField)]
    internal async Task Dialect_Framing_IsReported(string body, SseDialect expected)
    {
        await using var reader = SseReader.Create(new PiecewiseStream(Encoding.UTF8.GetBytes(body), 2));
        Assert.Single(await SseDrain.AllAsync(reader));
        Assert.Equal(expected, reader.Dialect);
    }

    [Fact]
    public async Task DisposeAsync_WaitPending_EndsTheWaitAndThenCompletesThePipe()
    {
        var pipe = new Pipe();
        var reader = SseReader.Create(pipe.Reader);
        ValueTask<bool> wait = reader.WaitToReadAsync();
        Assert.False(wait.IsCompleted);
        await reader.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await wait);
        Assert.True((await pipe.Writer.FlushAsync()).IsCompleted);
        await reader.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => reader.TryRead(out _));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await reader.WaitToReadAsync());
    }

    [Fact]
    public async Task DisposeAsync_BatchHandedOut_ConsumesIt()
    {
        var pipe = new ScriptedPipe("data: 1\n\ndata: 2\n\n"u8, []);
        var reader = SseReader.Create(pipe, new() { LeaveOpen = true });
        Assert.True(await reader.WaitToReadAsync());
        Assert.True(reader.TryRead(out _));
        await reader.DisposeAsync();
        await reader.DisposeAsync();
        Assert.Equal(9, pipe.UnconsumedBytes);
        Assert.False(pipe.IsCompletedByReader);
        Assert.Throws<ObjectDisposedException>(() => reader.TryRead(out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DisposeAsync_LeaveOpen_DecidesOnTheStream(bool leaveOpen)
    {
        var stream = new MemoryStream("data: 1\n\n"u8.ToArray());
        await using (var reader = SseReader.Create(stream, new() { LeaveOpen = leaveOpen }))
        {
            Assert.True(await reader.WaitToReadAsync());
        }

        Assert.Equal(leaveOpen, stream.CanRead);
    }

    [Fact]
    public async Task WaitToRead_CanceledThenContinued_LosesNothing()
    {
        var pipe = new Pipe();
        await using var reader = SseReader.Create(pipe.Reader);
        await pipe.Writer.WriteAsync("data: 1\n\ndata: "u8.ToArray());
        Assert.True(await reader.WaitToReadAsync());
        Assert.True(reader.TryRead(out _));
        using var source = new CancellationTokenSource();
        ValueTask<bool> wait = reader.WaitToReadAsync(source.Token);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await reader.WaitToReadAsync());
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await wait);

        wait = reader.WaitToReadAsync();
        pipe.Reader.CancelPendingRead();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await wait);

        await pipe.Writer.WriteAsync("2\n\n"u8.ToArray());
        Assert.True(await reader.WaitToReadAsync());
        Assert.True(reader.TryRead(out SseEvent e));
        Assert.Equal("2"u8, e.Data);
    }

    [Fact]
    public async Task WaitToRead_SourceFails_PassesTheExceptionOn()
    {
        var pipe = new Pipe();
        await using var reader = SseReader.Create(pipe.Reader);
        var failure = new IOException("reset");
        await pipe.Writer.CompleteAsync(failure);
        IOException thrown = await Assert.ThrowsAsync<IOException>(async () => await reader.WaitToReadAsync());
        Assert.Same(failure, thrown);
    }

    [Fact]
    public void Create_NoSource_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => SseReader.Create((Stream)null!));
        Assert.Throws<ArgumentNullException>(() => SseReader.Create((PipeReader)null!));
    }
}
