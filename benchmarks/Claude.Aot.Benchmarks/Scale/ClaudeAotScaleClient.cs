namespace Claude.Aot.Benchmarks;

/// <summary>Streams with this library, with its fastest loop.</summary>
internal sealed class ClaudeAotScaleClient(Uri address, Version httpVersion) : IScaleClient
{
    private static readonly MessageRequest s_request = new() { Model = "claude-sonnet-5-5", MaxTokens = 1024, Messages = ["Hi"] };

    private readonly ClaudeClient _client = new(new ClaudeClientOptions
    {
        ApiKey = "none",
        BaseUrl = address,
        HttpVersion = httpVersion,
        HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    });

    public long UnitsOf(ScalePart part) => part.Deltas;

    public async Task ReadAsync(Action<int> seen)
    {
        await using MessageStream stream = await _client.Messages.StreamAsync(s_request);
        while (await stream.WaitToReadAsync())
        {
            int deltas = 0;
            while (stream.TryRead(out StreamEvent e))
            {
                deltas += e.Delta.Type == DeltaType.TextDelta && e.Delta.Text.Span.Length > 0 ? 1 : 0;
            }

            seen(deltas);
        }
    }

    public void Dispose() => _client.Dispose();
}
