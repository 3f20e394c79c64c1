using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Claude.Aot.Benchmarks;

/// <summary>Streams with .NET's own parser of server-sent events, and its JSON serializer with source-generated types.</summary>
internal sealed class SourceGenScaleClient(Uri address, Version httpVersion) : IScaleClient
{
    private readonly PlatformConnection _connection = new(address, httpVersion);

    public long UnitsOf(ScalePart part) => part.Deltas;

    public async Task ReadAsync(Action<int> seen)
    {
        using HttpResponseMessage response = await _connection.SendAsync();
        await using Stream body = await response.Content.ReadAsStreamAsync();
        SseParser<WireEvent?> parser = SseParser.Create(body, static (_, data) => JsonSerializer.Deserialize(data, WireJsonContext.Default.WireEvent));
        await foreach (SseItem<WireEvent?> item in parser.EnumerateAsync())
        {
            seen(item.Data is WireEvent.BlockDelta { Delta: WireDelta.TextDelta { Value.Length: > 0 } } ? 1 : 0);
        }
    }

    public void Dispose() => _connection.Dispose();
}
