using Anthropic;
using Anthropic.Helpers;
using Anthropic.Models.Messages;

namespace Claude.Aot.Benchmarks;

/// <summary>Reads the official package's events and aggregates them into a message.</summary>
internal sealed class AnthropicAggregatorReader(AnthropicSource source) : IRival
{
    public string Name => "Anthropic+aggregator";

    public async Task<long> ReadAsync(StreamInput input)
    {
        long bytes = 0;
        var aggregator = new MessageContentAggregator();
        await foreach (RawMessageStreamEvent e in source.StreamAsync(input).CollectAsync(aggregator))
        {
            bytes += AnthropicReader.CountText(e);
        }

        return aggregator.Message().Content.Count > 0 ? bytes : 0;
    }
}
