// Follows the usage of tokens while the text streams.
// Prints the input's tokens, the text, and the output's tokens.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = "claude-sonnet-5-5",
    MaxTokens = 1024,
    Messages = ["Explain quantum computing in one paragraph"],
});

await foreach (StreamEvent e in stream)
{
    if (e.Type == StreamEventType.MessageStart)
        Console.WriteLine($"[Input tokens: {e.Usage.InputTokens}]");
    else if (e.Type == StreamEventType.MessageDelta)
        Console.WriteLine($"\n[Output tokens: {e.Usage.OutputTokens}]");
    else if (e.Delta.Type == DeltaType.TextDelta)
        Console.Write(e.Delta.Text.ToString());
}

// At any moment: what has been told so far, of both.
UsageView usage = stream.Snapshot.Usage;
Console.WriteLine($"[In all: {usage.InputTokens + usage.OutputTokens}]");
