namespace Claude.Aot.Files;

/// <summary>The content of a file to upload: the file at a path, a stream, or bytes.</summary>
internal sealed class FileSource
{
    private readonly string? _path;
    private readonly Stream? _stream;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly long _start;

    /// <summary>Uses a file, which is opened for each attempt.</summary>
    public FileSource(string path) => _path = path;

    /// <summary>Uses a stream from its current position. The stream stays open.</summary>
    public FileSource(Stream stream)
    {
        _stream = stream;
        _start = stream.CanSeek ? stream.Position : 0;
    }

    public FileSource(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>Whether the content can be read more than once.</summary>
    public bool IsRepeatable => _stream is null or { CanSeek: true };

    /// <summary>Opens the content for one attempt.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public FileReading Open()
    {
        // The content is read in large chunks, so the stream needs no buffer of its own.
        Stream? stream = _path is null
            ? _stream
            : new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return stream is null
            ? new FileReading(null, _bytes, 0, _bytes.Length, false)
            : new FileReading(stream, default, _start, stream.CanSeek ? Math.Max(0, stream.Length - _start) : null, OwnsStream: _path is not null);
    }
}

/// <summary>The content of a file, opened for one attempt.</summary>
/// <param name="Stream">The stream, or null if the content is in memory.</param>
/// <param name="Bytes">The content in memory.</param>
/// <param name="Start">The position of the stream at which the content begins.</param>
/// <param name="Length">The length of the content, or null if it is unknown.</param>
/// <param name="OwnsStream">Whether the stream is closed after the attempt.</param>
internal sealed record FileReading(Stream? Stream, ReadOnlyMemory<byte> Bytes, long Start, long? Length, bool OwnsStream);
