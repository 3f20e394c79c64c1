namespace Claude.Aot.Benchmarks;

/// <summary>Only reads the bytes and finds the line ends, which every reader of server-sent events must do.</summary>
internal sealed class LineScanReader : IRival
{
    // An event has a line end after its name, after its data and after its empty line.
    private const int LinesPerEvent = 3;

    private readonly byte[] _buffer = new byte[CopyReader.BufferSize];

    public string Name => "LineScan";

    public long Expect(StreamInput input) => LinesPerEvent * (long)input.EventCount;

    public async Task<long> ReadAsync(StreamInput input)
    {
        long lines = 0;
        await using BodyStream body = input.Open();
        int length;
        while ((length = await body.ReadAsync(_buffer)) > 0)
        {
            lines += CountLines(_buffer.AsSpan(0, length));
        }

        return lines;
    }

    private static int CountLines(ReadOnlySpan<byte> bytes)
    {
        int lines = 0;
        int end;
        while ((end = bytes.IndexOfAny((byte)'\r', (byte)'\n')) >= 0)
        {
            lines++;
            bytes = bytes[(end + 1)..];
        }

        return lines;
    }
}
