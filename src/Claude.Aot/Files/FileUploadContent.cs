using System.Net;
using Claude.Aot.Http;

namespace Claude.Aot.Files;

/// <summary>The body of a request that uploads a file. The content is sent while it is read.</summary>
internal sealed class FileUploadContent : HttpContent
{
    private const int ChunkBytes = 64 * 1024;

    private readonly FormPart _form;
    private readonly FileReading _file;
    private readonly bool _isRepeatable;
    private readonly BodyProgress _state;
    private readonly IProgress<long>? _progress;
    private readonly Action _onSent;

    /// <summary>Creates the body.</summary>
    /// <param name="form">The framing.</param>
    /// <param name="file">The content.</param>
    /// <param name="isRepeatable">Whether the content can be read more than once.</param>
    /// <param name="state">Receives the state of the sending.</param>
    /// <param name="progress">The caller's progress, or null.</param>
    /// <param name="onSent">Called each time a chunk has been sent.</param>
    public FileUploadContent(FormPart form, FileReading file, bool isRepeatable, BodyProgress state, IProgress<long>? progress, Action onSent)
    {
        _form = form;
        _file = file;
        _isRepeatable = isRepeatable;
        _state = state;
        _progress = progress;
        _onSent = onSent;
        Headers.ContentType = form.ContentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Begin();
        await stream.WriteAsync(_form.Head, cancellationToken).ConfigureAwait(false);
        if (_file.Stream is { } file)
        {
            await CopyAsync(file, stream, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await WriteAsync(_file.Bytes, stream, cancellationToken).ConfigureAwait(false);
        }

        await stream.WriteAsync(_form.Tail, cancellationToken).ConfigureAwait(false);
        _onSent();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _form.Head.Length + _file.Length.GetValueOrDefault() + _form.Tail.Length;
        return _file.Length is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _file.OwnsStream)
        {
            _file.Stream!.Dispose();
        }

        base.Dispose(disposing);
    }

    // The handler may send a body again on its own, if the connection closes before it has accepted any data.
    private void Begin()
    {
        if (_state.HasBegun && !_isRepeatable)
        {
            throw Fail(new ClaudeTransportException(
                ClaudeTransportErrorKind.ConnectionError,
                "The connection closed before the file was sent, and its stream cannot be read again, because it cannot seek."));
        }

        _state.HasBegun = true;
        if (_file.Stream is { CanSeek: true } stream)
        {
            stream.Position = _file.Start;
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, Stream destination, CancellationToken cancellationToken)
    {
        for (int start = 0; start < bytes.Length; start += ChunkBytes)
        {
            ReadOnlyMemory<byte> chunk = bytes.Slice(start, Math.Min(ChunkBytes, bytes.Length - start));
            await destination.WriteAsync(chunk, cancellationToken).ConfigureAwait(false);
            Report(start + chunk.Length);
        }
    }

    private async ValueTask CopyAsync(Stream file, Stream destination, CancellationToken cancellationToken)
    {
        // Not pooled: a handler may still read the memory after a write that failed or was canceled.
        byte[] chunk = new byte[ChunkBytes];
        long sent = 0;
        while (await ReadAsync(file, chunk, sent, cancellationToken).ConfigureAwait(false) is > 0 and int count)
        {
            await destination.WriteAsync(chunk.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            sent += count;
            Report(sent);
        }
    }

    /// <summary>Reads the next chunk. If the length was announced, exactly that many bytes are read in total.</summary>
    private async ValueTask<int> ReadAsync(Stream file, byte[] chunk, long sent, CancellationToken cancellationToken)
    {
        long left = _file.Length - sent ?? long.MaxValue;
        if (left == 0)
        {
            return 0;
        }

        int count;
        try
        {
            count = await file.ReadAsync(chunk.AsMemory(0, (int)Math.Min(left, chunk.Length)), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw Fail(e);
        }

        if (count == 0 && _file.Length is not null)
        {
            throw Fail(new EndOfStreamException("The file became shorter while it was sent. Upload it again when it no longer changes."));
        }

        return sent + count > FileLimits.MaxBytes ? throw Fail(new ClaudeFileTooLargeException(FileLimits.MaxBytes)) : count;
    }

    private void Report(long sent)
    {
        _onSent();
        try
        {
            _progress?.Report(sent);
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
    }

    private Exception Fail(Exception failure)
    {
        _state.Failure = failure;
        return failure;
    }
}
