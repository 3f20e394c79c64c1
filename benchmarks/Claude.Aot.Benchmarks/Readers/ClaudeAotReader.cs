namespace Claude.Aot.Benchmarks;

/// <summary>Reads with this library, with its fastest loop.</summary>
internal sealed class ClaudeAotReader : IRival
{
    public const string ReaderName = "Claude.Aot";

    public string Name => ReaderName;

    public async Task<long> ReadAsync(StreamInput input)
    {
        long bytes = 0;
        await using MessageStream stream = MessageStream.FromStream(input.Open());
        while (await stream.WaitToReadAsync())
        {
            while (stream.TryRead(out StreamEvent e))
            {
                if (e.Delta.Type == DeltaType.TextDelta)
                {
                    bytes += e.Delta.Text.Span.Length;
                }
            }
        }

        return bytes;
    }
}
