using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Streaming.Support;

/// <summary>A body that arrives when the test says so: reads wait for what is sent, end, or fail.</summary>
internal sealed class ScriptedStream : Stream
{
    private readonly Channel<ReadOnlyMemory<byte>> _coming = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlyMemory<byte> _current;

    /// <summary>Completes when the stream is disposed.</summary>
    public Task Disposed => _disposed.Task;

    /// <summary>Whether a read is waiting for bytes.</summary>
    public bool IsReadPending { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public ScriptedStream Send(ReadOnlyMemory<byte> bytes)
    {
        Assert.True(_coming.Writer.TryWrite(bytes));
        return this;
    }

    public ScriptedStream Send(SseBody body) => Send(body.ToArray());

    public ScriptedStream End()
    {
        _coming.Writer.Complete();
        return this;
    }

    public ScriptedStream Fail(Exception exception)
    {
        _coming.Writer.Complete(exception);
        return this;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (_current.IsEmpty)
        {
            IsReadPending = true;
            bool hasMore = await _coming.Reader.WaitToReadAsync(cancellationToken);
            IsReadPending = false;
            if (!hasMore)
            {
                return 0;
            }

            Assert.True(_coming.Reader.TryRead(out _current));
        }

        int length = Math.Min(buffer.Length, _current.Length);
        _current[..length].CopyTo(buffer);
        _current = _current[length..];
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The library reads asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _disposed.TrySetResult();
        base.Dispose(disposing);
    }
}
