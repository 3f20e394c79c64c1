// Reads the token usage while the text is being streamed.
// Prints the input tokens, the text, and the output tokens.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = ClaudeModel.Sonnet55,
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

// The snapshot has the input and output tokens reported so far, and can be read at any time.
UsageView usage = stream.Snapshot.Usage;
Console.WriteLine($"[In all: {usage.InputTokens + usage.OutputTokens}]");
