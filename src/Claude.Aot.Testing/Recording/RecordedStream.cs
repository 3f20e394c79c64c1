namespace Claude.Aot.Testing;

/// <summary>A body that is recorded while it is read.</summary>
internal sealed class RecordedStream(Stream body, string path, RecordingRedactor redactor) : Stream
{
    private readonly MemoryStream _read = new();
    private int _isWritten;

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
        int count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Record(buffer.Span, count);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = body.Read(buffer, offset, count);
        Record(buffer.AsSpan(offset, count), read);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
            Save();
        }

        base.Dispose(disposing);
    }

    // A read into an empty buffer only waits, and does not mean that the body has ended.
    private void Record(Span<byte> buffer, int count)
    {
        _read.Write(buffer[..count]);
        if (count == 0 && buffer.Length > 0)
        {
            Save();
        }
    }

    private void Save()
    {
        if (Interlocked.Exchange(ref _isWritten, 1) == 0)
        {
            File.WriteAllBytes(path, redactor.Redact(_read.ToArray()));
        }
    }
}
