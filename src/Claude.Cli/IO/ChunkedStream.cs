namespace Claude.Cli.IO;

/// <summary>A stream that returns at most a fixed number of bytes per read, like a slow network.</summary>
internal sealed class ChunkedStream(Stream inner, int bytesPerRead) : ReadOnlyStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer[..Math.Min(buffer.Length, bytesPerRead)], cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
