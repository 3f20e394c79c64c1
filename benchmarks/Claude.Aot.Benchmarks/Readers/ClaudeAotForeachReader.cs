namespace Claude.Aot.Benchmarks;

/// <summary>Reads with this library, with <c>await foreach</c>.</summary>
internal sealed class ClaudeAotForeachReader : IRival
{
    public string Name => "Claude.Aot foreach";

    public async Task<long> ReadAsync(StreamInput input)
    {
        long bytes = 0;
        await using MessageStream stream = MessageStream.FromStream(input.Open());
        await foreach (StreamEvent e in stream)
        {
            if (e.Delta.Type == DeltaType.TextDelta)
            {
                bytes += e.Delta.Text.Span.Length;
            }
        }

        return bytes;
    }
}
