namespace Claude.Aot.Http;

/// <summary>
/// The body of a response whose first bytes were read to determine its kind, because a content type can be wrong or missing. Reading returns these bytes
/// first.
/// </summary>
internal sealed class PeekedBody : Stream
{
    // Far more than is needed to determine the kind, so that leading whitespace does not matter.
    private const int PeekBytes = 256;

    private readonly Stream _body;

    // The bytes that were read but not yet returned. An empty array afterwards, so that a waiting stream does not keep the memory.
    private byte[] _start;
    private int _position;
    private int _length;

    private PeekedBody(Stream body, byte[] start, int length, ResponseKind? kind)
    {
        _body = body;
        _start = start;
        _length = length;
        Kind = kind;
        UnknownStart = kind is null ? start.AsMemory(0, length) : default;
    }

    /// <summary>The kind according to the first bytes: JSON, an event stream, or null for neither.</summary>
    public ResponseKind? Kind { get; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The first bytes of a body of unknown kind, for an exception to quote; empty otherwise.</summary>
    public ReadOnlyMemory<byte> UnknownStart { get; }

    /// <summary>Reads until the kind is known.</summary>
    public static async ValueTask<PeekedBody> OpenAsync(Stream body, CancellationToken cancellationToken)
    {
        byte[] start = new byte[PeekBytes];
        int length = 0;
        ResponseKind? kind = null;
        while (length < PeekBytes)
        {
            int read = await body.ReadAsync(start.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += read;
            if (read == 0 || !BodyKind.IsOpen(start.AsSpan(0, length), out kind))
            {
                break;
            }
        }

        return new PeekedBody(body, start, length, kind);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _length == 0 ? _body.ReadAsync(buffer, cancellationToken) : new ValueTask<int>(TakeStart(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => _length == 0 ? _body.Read(buffer) : TakeStart(buffer);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await _body.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body.Dispose();
        }

        base.Dispose(disposing);
    }

    private int TakeStart(Span<byte> buffer)
    {
        int count = Math.Min(_length, buffer.Length);
        _start.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        _length -= count;
        if (_length == 0)
        {
            _start = [];
        }

        return count;
    }
}
