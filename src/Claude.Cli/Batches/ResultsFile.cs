using Claude.Cli.Output;

namespace Claude.Cli.Batches;

/// <summary>The file of results: whole batches, one after the other. What a run that broke off left behind the last whole one is cut away.</summary>
internal sealed class ResultsFile : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly FileStream _file;

    private ResultsFile(FileStream file) => _file = file;

    public long Length => _file.Position;

    /// <param name="path">The file.</param>
    /// <param name="length">How much of it is whole.</param>
    /// <exception cref="InputException">It cannot be written, or has less than that.</exception>
    public static ResultsFile Open(string path, long length)
    {
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, BufferSize);
            if (file.Length >= length)
            {
                var results = new ResultsFile(file);
                results.CutTo(length);
                return results;
            }

            file.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(e.Message);
        }

        throw new InputException($"{path} has lost results that were in it");
    }

    /// <exception cref="OutputException">The disk takes no more.</exception>
    public void WriteLine(ReadOnlyMemory<byte> line) => OutputException.Guard(() =>
    {
        _file.Write(line.Span);
        _file.WriteByte((byte)'\n');
    });

    /// <summary>Makes what was written last: it is on the disk then.</summary>
    /// <exception cref="OutputException">The disk takes no more.</exception>
    public void Flush() => OutputException.Guard(() => _file.Flush(flushToDisk: true));

    /// <summary>Takes back what was written behind a length.</summary>
    /// <exception cref="OutputException">The disk takes no more.</exception>
    public void CutTo(long length) => OutputException.Guard(() =>
    {
        if (_file.Length != length)
        {
            _file.SetLength(length);
        }

        _file.Seek(0, SeekOrigin.End);
    });

    /// <inheritdoc/>
    /// <exception cref="OutputException">The disk takes no more of what was still to be written.</exception>
    public void Dispose() => OutputException.Guard(_file.Dispose);
}
