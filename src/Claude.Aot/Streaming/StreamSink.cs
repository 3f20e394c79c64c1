using Claude.Aot.Buffers;

namespace Claude.Aot.Streaming;

/// <summary>A sink that copies to a stream.</summary>
internal sealed class StreamSink(Stream destination) : Utf8Sink
{
    private readonly PooledByteBuffer _gathered = new();

    public override void Write(ReadOnlySpan<byte> utf8) => _gathered.Append(utf8);

    public override async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_gathered.Length > 0)
        {
            await destination.WriteAsync(_gathered.Segment, cancellationToken).ConfigureAwait(false);
            await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
            _gathered.Reset();
        }
    }

    public override void Dispose() => _gathered.Return();
}
