namespace Claude.Aot.Stress;

/// <summary>A body in memory. Some reads complete at once, some on another thread, and the body can break at any moment.</summary>
internal sealed class FeedStream(byte[] body, int seed, int largestRead) : Stream
{
    private readonly Random _random = new(seed);
    private int _position;
    private volatile bool _isBroken;
    private volatile int _reads;

    /// <summary>Gets the number of reads that were requested.</summary>
    public int Reads => _reads;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Break() => _isBroken = true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _reads++;
        if (_random.Next(4) != 0)
        {
            await Task.Yield();
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (_isBroken)
        {
            throw new IOException("The body broke.");
        }

        int count = Math.Min(Math.Min(buffer.Length, largestRead), body.Length - _position);
        body.AsSpan(_position, count).CopyTo(buffer.Span);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
