using System.Text;

namespace Claude.Aot.Benchmarks;

/// <summary>Reads with this library, and gets the complete message as an owned object at the end, which corresponds to the official aggregator.</summary>
internal sealed class ClaudeAotMessageReader : IRival
{
    public string Name => "Claude.Aot+message";

    public async Task<long> ReadAsync(StreamInput input)
    {
        await using MessageStream stream = MessageStream.FromStream(input.Open());
        Message message = await stream.GetFinalMessageAsync();
        long bytes = 0;
        foreach (ContentBlock block in message.Content)
        {
            if (block is TextBlock text)
            {
                bytes += Encoding.UTF8.GetByteCount(text.Text);
            }
        }

        return bytes;
    }
}
