using Claude.Aot.Buffers;

namespace Claude.Aot.Resuming;

/// <summary>
/// The response to a further request, as the continuation of an interrupted body. Its bytes are created while they are read. They end when the response has
/// ended with <c>message_stop</c>; failures of the response are passed on unchanged.
/// </summary>
internal sealed class ContinuedBody : Stream
{
    private readonly MessageStream _part;
    private readonly PooledByteBuffer _bytes = new();
    private readonly PartRewriter _rewriter;
    private int _position;

    public ContinuedBody(MessageStream part, PartStart start)
    {
        _part = part;
        _rewriter = new PartRewriter(start, _bytes);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_position == _bytes.Length)
        {
            _bytes.Reset();
            _position = 0;
            if (!await _part.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }

            TakeBuffered();
        }

        ReadOnlySpan<byte> rest = _bytes.Written[_position..];
        int length = Math.Min(rest.Length, buffer.Length);
        rest[..length].CopyTo(buffer.Span);
        _position += length;
        return length;
    }

    private void TakeBuffered()
    {
        try
        {
            while (_part.TryRead(out StreamEvent e))
            {
                _rewriter.Write(in e);
            }
        }
        catch (ClaudeException) when (_bytes.Length > 0)
        {
            // The events before the failure are still delivered. The next wait throws the same exception again.
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await _part.DisposeAsync().ConfigureAwait(false);
        _bytes.Return();
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
