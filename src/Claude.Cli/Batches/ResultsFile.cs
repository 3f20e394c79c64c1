using Claude.Cli.Output;

namespace Claude.Cli.Batches;

/// <summary>
/// The results file, which contains complete batches. If an interrupted run wrote part of a batch, the file is truncated to the last complete one.
/// </summary>
internal sealed class ResultsFile : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly FileStream _file;

    private ResultsFile(FileStream file) => _file = file;

    public long Length => _file.Position;

    /// <param name="path">The path of the file.</param>
    /// <param name="length">The length of the complete batches in the file.</param>
    /// <exception cref="InputException">The file cannot be written, or is shorter than <paramref name="length"/>.</exception>
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

        throw new InputException($"{path} is shorter than its journal records, so results were lost. Use another --out, or delete both files");
    }

    /// <exception cref="OutputException">The file cannot be written, for example because the disk is full.</exception>
    public void WriteLine(ReadOnlyMemory<byte> line) => OutputException.Guard(() =>
    {
        _file.Write(line.Span);
        _file.WriteByte((byte)'\n');
    });

    /// <summary>Writes all buffered data to the disk.</summary>
    /// <exception cref="OutputException">The file cannot be written, for example because the disk is full.</exception>
    public void Flush() => OutputException.Guard(() => _file.Flush(flushToDisk: true));

    /// <summary>Truncates the file to a length.</summary>
    /// <exception cref="OutputException">The file cannot be written, for example because the disk is full.</exception>
    public void CutTo(long length) => OutputException.Guard(() =>
    {
        if (_file.Length != length)
        {
            _file.SetLength(length);
        }

        _file.Seek(0, SeekOrigin.End);
    });

    /// <inheritdoc/>
    /// <exception cref="OutputException">Buffered data cannot be written, for example because the disk is full.</exception>
    public void Dispose() => OutputException.Guard(_file.Dispose);
}
