using Anthropic;
using Anthropic.Models.Messages;

namespace Claude.Aot.Benchmarks;

/// <summary>The client of the official package.</summary>
internal sealed class AnthropicScaleClient(Uri address) : IScaleClient
{
    private readonly AnthropicClient _client = new() { ApiKey = "none", BaseUrl = address.AbsoluteUri.TrimEnd('/') };

    public long UnitsOf(ScalePart part) => part.Deltas;

    public async Task ReadAsync(Action<int> seen)
    {
        await foreach (RawMessageStreamEvent e in _client.Messages.CreateStreaming(AnthropicSource.Request))
        {
            seen(AnthropicReader.CountText(e) > 0 ? 1 : 0);
        }
    }

    public void Dispose() => _client.Dispose();
}
