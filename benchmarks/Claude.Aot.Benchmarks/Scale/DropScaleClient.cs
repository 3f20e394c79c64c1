using System.Buffers;

namespace Claude.Aot.Benchmarks;

/// <summary>Reads the bytes and discards them, which shows the cost of .NET itself. It holds no buffer while it waits.</summary>
internal sealed class DropScaleClient(Uri address, Version httpVersion) : IScaleClient
{
    private const int BufferSize = 16 * 1024;

    private readonly PlatformConnection _connection = new(address, httpVersion);

    public long UnitsOf(ScalePart part) => part.Bytes;

    public async Task ReadAsync(Action<int> seen)
    {
        using HttpResponseMessage response = await _connection.SendAsync();
        await using Stream body = await response.Content.ReadAsStreamAsync();
        // A read with an empty buffer completes with 0 bytes when data is available.
        while (await body.ReadAsync(Memory<byte>.Empty) == 0)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            int length = await body.ReadAsync(buffer);
            ArrayPool<byte>.Shared.Return(buffer);
            if (length == 0)
            {
                return;
            }

            seen(length);
        }
    }

    public void Dispose() => _connection.Dispose();
}
