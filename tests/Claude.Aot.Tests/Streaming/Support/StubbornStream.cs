namespace Claude.Aot.Tests.Streaming.Support;

/// <summary>A body with one read that ends only when the test says so, whatever its token does.</summary>
internal sealed class StubbornStream : Stream
{
    private readonly TaskCompletionSource<byte[]> _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _disposals;

    /// <summary>Called when a read begins.</summary>
    public Action? OnRead { get; init; }

    /// <summary>Whether a read ends when its token is canceled.</summary>
    public bool HonorsToken { get; init; }

    public bool ThrowsAtDisposal { get; init; }

    public bool IsReading { get; private set; }

    public int Disposals => _disposals;

    public bool IsDisposed => _disposals > 0;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Complete(byte[] bytes) => _arrived.SetResult(bytes);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        IsReading = true;
        OnRead?.Invoke();
        byte[] bytes = await _arrived.Task.WaitAsync(HonorsToken ? cancellationToken : CancellationToken.None);
        bytes.CopyTo(buffer);
        return bytes.Length;
    }

    protected override void Dispose(bool disposing)
    {
        Interlocked.Increment(ref _disposals);
        base.Dispose(disposing);
        if (ThrowsAtDisposal)
        {
            throw new IOException("closing failed");
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
