using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Sse;

/// <summary>The buffer between a body and its reader: whatever is read and consumed in whatever steps, the unread bytes are the body's, in one piece.</summary>
public sealed class BodyBufferTests : IMemoryHolder
{
    private const int Seed = 20261123;

    private readonly BodyGate _gate = new();

    public static TheoryData<int, bool> Feeds => new MatrixTheoryData<int, bool>([1, 7, 1400, 100_000], [false, true]);

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task Buffer_ConsumedInAnySteps_GivesTheBodysBytes(int readSize, bool isPipe)
    {
        byte[] body = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, readSize == 1 ? 2_000 : 20_000)));
        ByteSource source = isPipe
            ? new PipeSource(PipeReader.Create(new PiecewiseStream(body, readSize)), leaveOpen: false)
            : new StreamSource(new PiecewiseStream(body, readSize), leaveOpen: false);
        BodyBuffer buffer = Open(source);
        var random = new Random(Seed);
        var received = new ArrayBufferWriter<byte>();
        bool hasMore = true;
        while (hasMore)
        {
            hasMore = await buffer.ReadAsync(default);
            int taken = hasMore ? random.Next(buffer.End - buffer.Start + 1) : buffer.End - buffer.Start;
            received.Write(buffer.Array.AsSpan(buffer.Start, taken));
            buffer.ConsumeTo(buffer.Start + taken);
        }

        Assert.True(body.AsSpan().SequenceEqual(received.WrittenSpan));
        await buffer.CloseAsync();
        buffer.ReturnMemory();
    }

    [Fact]
    public async Task Read_StopIsCanceled_Ends()
    {
        var pipe = new Pipe();
        using var stop = new CancellationTokenSource();
        await using Stream stream = pipe.Reader.AsStream();
        BodyBuffer buffer = Open(new StreamSource(stream, leaveOpen: true), stop: stop.Token);
        using var caller = new CancellationTokenSource();
        ValueTask<bool> pending = buffer.ReadAsync(caller.Token);
        Assert.False(pending.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending.AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => buffer.ReadAsync(default).AsTask());
    }

    [Fact]
    public async Task Read_CallersTokenIsCanceled_EndsAndCanBeRepeated()
    {
        var pipe = new Pipe();
        await using Stream stream = pipe.Reader.AsStream();
        BodyBuffer buffer = Open(new StreamSource(stream, leaveOpen: true));
        using var caller = new CancellationTokenSource();
        ValueTask<bool> pending = buffer.ReadAsync(caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending.AsTask());
        await pipe.Writer.WriteAsync("more"u8.ToArray());
        Assert.True(await buffer.ReadAsync(default));
        Assert.Equal("more", Text(buffer));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Close_ClosesTheStreamUnlessLeftOpen(bool leaveOpen)
    {
        var stream = new MemoryStream("abc"u8.ToArray());
        BodyBuffer buffer = Open(new StreamSource(stream, leaveOpen));
        await buffer.ReadAsync(default);

        await buffer.CloseAsync();

        Assert.Equal(leaveOpen, stream.CanRead);
    }

    [Fact]
    public async Task Buffer_ThatWaitsEmpty_AsksForBytesOnlyWhenSomeAreThere()
    {
        var stream = new CountingStream();
        BodyBuffer buffer = Open(new StreamSource(stream, leaveOpen: false), waitsEmpty: true);
        ValueTask<bool> pending = buffer.ReadAsync(default);
        Assert.Equal([0], stream.Asked);
        Assert.Empty(buffer.Array);

        stream.Release("event");

        Assert.True(await pending);
        Assert.Equal("event", Text(buffer));
        Assert.Equal(4096, stream.Asked[^1]);
        buffer.ConsumeTo(buffer.End);
        ValueTask<bool> waiting = buffer.ReadAsync(default);
        Assert.False(waiting.IsCompleted);
        Assert.Empty(buffer.Array);
    }

    [Fact]
    public async Task Buffer_AfterABurst_IsSmallAgain()
    {
        var stream = new CountingStream();
        BodyBuffer buffer = Open(new StreamSource(stream, leaveOpen: false));
        foreach (int size in (int[])[100_000, 10, 10])
        {
            ValueTask<bool> pending = buffer.ReadAsync(default);
            stream.Release(new string('x', size));
            await pending;
            while (buffer.End - buffer.Start < size)
            {
                await buffer.ReadAsync(default);
            }

            buffer.ConsumeTo(buffer.End);
        }

        Assert.Equal(4096, buffer.Array.Length);
        Assert.True(stream.Asked.Max() > 32_000, "A burst is read in large pieces.");
    }

    [Fact]
    public async Task ReturnMemory_ReadIsUnderWay_LeavesTheArrayAlone()
    {
        var stream = new CountingStream();
        BodyBuffer buffer = Open(new StreamSource(stream, leaveOpen: false));
        Assert.True(_gate.TryBeginRead());
        ValueTask<bool> pending = buffer.ReadAsync(default);
        byte[] array = buffer.Array;

        buffer.ReturnMemory();
        stream.Release("late");

        Assert.True(await pending);
        Assert.Equal("late"u8, array.AsSpan(0, 4));
        _gate.EndRead();
        buffer.ReturnMemory();
        Assert.Empty(buffer.Array);
    }

    void IMemoryHolder.ReturnMemory() => Assert.Fail("Nobody ends this lifetime.");

    private static string Text(BodyBuffer buffer) => Encoding.UTF8.GetString(buffer.Array, buffer.Start, buffer.End - buffer.Start);

    private BodyBuffer Open(ByteSource source, bool waitsEmpty = false, CancellationToken stop = default) => new(source, new MemoryLifetime(this), _gate, waitsEmpty, stop);

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
