using System.Text;

namespace Claude.Aot.Benchmarks;

/// <summary>This library, with the whole message as an owned object in the end: what the official aggregator gives.</summary>
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
