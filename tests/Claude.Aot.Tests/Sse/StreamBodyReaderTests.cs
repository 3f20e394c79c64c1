using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Sse;

/// <summary>The pipe over a stream keeps the contract of <see cref="PipeReader"/>, as the one of .NET does.</summary>
public sealed class StreamBodyReaderTests
{
    private const int Seed = 20261123;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1400)]
    [InlineData(100_000)]
    public async Task Reader_ConsumedInAnySteps_GivesTheStreamsBytes(int readSize)
    {
        byte[] body = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, readSize == 1 ? 2_000 : 20_000)));
        foreach (PipeReader reader in (PipeReader[])[Open(body, readSize), PipeReader.Create(new PiecewiseStream(body, readSize))])
        {
            var random = new Random(Seed);
            var received = new ArrayBufferWriter<byte>();
            while (true)
            {
                ReadResult result = await reader.ReadAsync();
                Assert.True(result.Buffer.IsSingleSegment || reader is not StreamBodyReader, "What is unread lies in one piece.");
                long taken = result.IsCompleted ? result.Buffer.Length : random.NextInt64(result.Buffer.Length + 1);
                foreach (ReadOnlyMemory<byte> segment in result.Buffer.Slice(0, taken))
                {
                    received.Write(segment.Span);
                }

                // Sometimes more is asked for at once, sometimes what is left is looked at again.
                reader.AdvanceTo(result.Buffer.GetPosition(taken), random.Next(2) == 0 ? result.Buffer.End : result.Buffer.GetPosition(taken));
                if (result.IsCompleted)
                {
                    break;
                }
            }

            Assert.True(body.AsSpan().SequenceEqual(received.WrittenSpan));
            await reader.CompleteAsync();
        }
    }

    [Fact]
    public async Task Reader_UnexaminedBytes_AreGivenWithoutReading()
    {
        PipeReader reader = Open("abcdef"u8.ToArray(), 3);
        ReadResult first = await reader.ReadAsync();
        reader.AdvanceTo(first.Buffer.GetPosition(1), first.Buffer.GetPosition(2));

        ReadResult again = await reader.ReadAsync();

        Assert.Equal("bc", Text(again.Buffer));
        reader.AdvanceTo(again.Buffer.Start, again.Buffer.End);
        Assert.False(reader.TryRead(out _));
        Assert.Equal("bcdef", Text((await reader.ReadAsync()).Buffer));
    }

    [Fact]
    public async Task CancelPendingRead_WhileWaiting_EndsTheReadAndLeavesTheReaderUsable()
    {
        var pipe = new Pipe();
        await using Stream stream = pipe.Reader.AsStream();
        var reader = new StreamBodyReader(stream, leaveOpen: true);
        ValueTask<ReadResult> pending = reader.ReadAsync();
        Assert.False(pending.IsCompleted);

        reader.CancelPendingRead();

        ReadResult canceled = await pending;
        Assert.True(canceled.IsCanceled);
        Assert.True(canceled.Buffer.IsEmpty);
        reader.AdvanceTo(canceled.Buffer.End);
        await pipe.Writer.WriteAsync("more"u8.ToArray());
        Assert.Equal("more", Text((await reader.ReadAsync()).Buffer));
    }

    [Fact]
    public async Task ReadAsync_CallersTokenCanceled_Throws()
    {
        var pipe = new Pipe();
        await using Stream stream = pipe.Reader.AsStream();
        var reader = new StreamBodyReader(stream, leaveOpen: true);
        using var caller = new CancellationTokenSource();
        ValueTask<ReadResult> pending = reader.ReadAsync(caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending.AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.ReadAsync(caller.Token).AsTask());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Complete_ClosesTheStreamUnlessLeftOpen(bool leaveOpen)
    {
        var stream = new MemoryStream("abc"u8.ToArray());
        var reader = new StreamBodyReader(stream, leaveOpen);
        await reader.ReadAsync();

        await reader.CompleteAsync();

        Assert.Equal(leaveOpen, stream.CanRead);
        await Assert.ThrowsAsync<InvalidOperationException>(() => reader.ReadAsync().AsTask());
    }

    [Fact]
    public async Task Reader_ThatWaitsEmpty_AsksForBytesOnlyWhenSomeAreThere()
    {
        var stream = new CountingStream();
        var reader = new StreamBodyReader(stream, leaveOpen: false, waitsEmpty: true);
        ValueTask<ReadResult> pending = reader.ReadAsync();
        Assert.Equal([0], stream.Asked);
        Assert.Equal(0, reader.HeldBytes);

        stream.Release("event");

        ReadResult result = await pending;
        Assert.Equal("event", Text(result.Buffer));
        Assert.Equal(4096, stream.Asked[^1]);
        reader.AdvanceTo(result.Buffer.End);
        _ = reader.ReadAsync();
        Assert.Equal(0, reader.HeldBytes);
    }

    [Fact]
    public async Task Reader_AfterABurst_HoldsASmallBufferAgain()
    {
        var stream = new CountingStream();
        var reader = new StreamBodyReader(stream, leaveOpen: false);
        foreach (int size in (int[])[100_000, 10, 10])
        {
            ValueTask<ReadResult> pending = reader.ReadAsync();
            stream.Release(new string('x', size));
            ReadResult result = await pending;
            while (result.Buffer.Length < size)
            {
                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                result = await reader.ReadAsync();
            }

            reader.AdvanceTo(result.Buffer.End);
        }

        Assert.Equal(4096, reader.HeldBytes);
        Assert.True(stream.Asked.Max() > 32_000, "A burst is read in large pieces.");
    }

    private static string Text(in ReadOnlySequence<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private static StreamBodyReader Open(byte[] body, int readSize) => new(new PiecewiseStream(body, readSize), leaveOpen: false);

    /// <summary>Gives bytes when the test releases some, and remembers how many were asked for.</summary>
    private sealed class CountingStream : Stream
    {
        private readonly MemoryStream _ready = new();
        private TaskCompletionSource _arrived = new();

        public List<int> Asked { get; } = [];

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Release(string text)
        {
            long position = _ready.Position;
            _ready.Position = _ready.Length;
            _ready.Write(Encoding.UTF8.GetBytes(text));
            _ready.Position = position;
            TaskCompletionSource arrived = _arrived;
            _arrived = new TaskCompletionSource();
            arrived.SetResult();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Asked.Add(buffer.Length);
            if (_ready.Position == _ready.Length)
            {
                await _arrived.Task.WaitAsync(cancellationToken);
            }

            return _ready.Read(buffer.Span);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
