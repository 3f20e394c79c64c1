namespace Claude.Cli.IO;

/// <summary>Reads lines of standard input. If waiting for a line is canceled, the next call gets that line.</summary>
internal sealed class LineReader : IDisposable
{
    private readonly StreamReader _reader = new(new StandardInput());
    private Task<string?>? _pending;

    /// <returns>The line, or null at the end of the input.</returns>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        _pending ??= _reader.ReadLineAsync(CancellationToken.None).AsTask();
        string? line = await _pending.WaitAsync(cancellationToken);
        _pending = null;
        return line;
    }

    public void Dispose() => _reader.Dispose();
}
