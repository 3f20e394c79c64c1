namespace Claude.Aot.Benchmarks;

/// <summary>Only reads the bytes into a buffer.</summary>
internal sealed class CopyReader : IRival
{
    /// <summary>The size of the library's own reads.</summary>
    public const int BufferSize = 32 * 1024;

    private readonly byte[] _buffer = new byte[BufferSize];

    public string Name => "Copy";

    public long Expect(StreamInput input) => input.Body.Length;

    public async Task<long> ReadAsync(StreamInput input)
    {
        long bytes = 0;
        await using BodyStream body = input.Open();
        int length;
        while ((length = await body.ReadAsync(_buffer)) > 0)
        {
            bytes += length;
        }

        return bytes;
    }
}
