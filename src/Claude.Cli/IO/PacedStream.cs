namespace Claude.Cli.IO;

/// <summary>A stream that returns a recorded body event by event, with a pause before each event.</summary>
internal sealed class PacedStream(ReadOnlyMemory<byte> recording, TimeSpan pause) : ReadOnlyStream
{
    private static ReadOnlySpan<byte> EventEnd => "\n\n"u8;

    private ReadOnlyMemory<byte> _left = recording;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left.IsEmpty || buffer.IsEmpty)
        {
            return 0;
        }

        await Task.Delay(pause, cancellationToken);
        int end = _left.Span.IndexOf(EventEnd);
        int length = Math.Min(buffer.Length, end < 0 ? _left.Length : end + EventEnd.Length);
        _left[..length].CopyTo(buffer);
        _left = _left[length..];
        return length;
    }
}
