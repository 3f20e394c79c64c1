namespace Claude.Cli.IO;

/// <summary>Reads standard input. Reads can be canceled, although those of the operating system cannot.</summary>
/// <remarks>A canceled read may still write when bytes arrive later. It therefore reads into a buffer of this stream, never into the caller's.</remarks>
internal sealed class StandardInput : ReadOnlyStream
{
    private readonly Stream _inner = Console.OpenStandardInput();
    private readonly byte[] _buffer = new byte[64 * 1024];

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = Math.Min(buffer.Length, _buffer.Length);
        int read = await Task.Run(() => _inner.Read(_buffer, 0, count), CancellationToken.None).WaitAsync(cancellationToken);
        _buffer.AsSpan(0, read).CopyTo(buffer.Span);
        return read;
    }
}
