using System.Text;
using Anthropic.Models.Messages;

namespace Claude.Aot.Benchmarks;

/// <summary>Reads the official package's events.</summary>
internal sealed class AnthropicReader(AnthropicSource source) : IRival
{
    public string Name => "Anthropic";

    public async Task<long> ReadAsync(StreamInput input)
    {
        long bytes = 0;
        await foreach (RawMessageStreamEvent e in source.StreamAsync(input))
        {
            bytes += CountText(e);
        }

        return bytes;
    }

    internal static int CountText(RawMessageStreamEvent e) =>
        e.TryPickContentBlockDelta(out RawContentBlockDeltaEvent? changed) && changed.Delta.TryPickText(out Anthropic.Models.Messages.TextDelta? text)
            ? Encoding.UTF8.GetByteCount(text.Text)
            : 0;
}
