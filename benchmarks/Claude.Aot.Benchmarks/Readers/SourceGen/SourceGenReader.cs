using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace Claude.Aot.Benchmarks;

/// <summary>Reads with .NET's own parser of server-sent events, and its JSON serializer with source-generated types.</summary>
internal sealed class SourceGenReader : IRival
{
    public string Name => "SseParser+SourceGen";

    public async Task<long> ReadAsync(StreamInput input)
    {
        long bytes = 0;
        SseParser<WireEvent?> parser = SseParser.Create(input.Open(), static (_, data) => JsonSerializer.Deserialize(data, WireJsonContext.Default.WireEvent));
        await foreach (SseItem<WireEvent?> item in parser.EnumerateAsync())
        {
            if (item.Data is WireEvent.BlockDelta { Delta: WireDelta.TextDelta text })
            {
                bytes += Encoding.UTF8.GetByteCount(text.Value);
            }
        }

        return bytes;
    }
}
