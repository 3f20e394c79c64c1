namespace Claude.Cli.IO;

/// <summary>Standard input whose reads can be cancelled although the system's cannot.</summary>
/// <remarks>A read that was given up may still write when bytes come at last: hence into a buffer of this stream alone, never into the caller's.</remarks>
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
