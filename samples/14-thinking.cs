// Streams extended thinking, with a beta feature enabled.
// Prints the model's thinking, then its answer.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = ClaudeModel.Sonnet55,
    MaxTokens = 2048,
    Thinking = Thinking.Enabled(budgetTokens: 1024),   // the API's minimum; MaxTokens must be larger
    Betas = ["interleaved-thinking-2025-05-14"],
    Messages = ["How many days are there from 3 March to 1 June?"],
});

await foreach (StreamEvent e in stream)
{
    if (e.Type == StreamEventType.ContentBlockStart)
        Console.WriteLine($"[{e.ContentBlock.Type}]");
    else if (e.Delta.Type == DeltaType.ThinkingDelta)
        Console.Write(e.Delta.Thinking.ToString());
    else if (e.Delta.Type == DeltaType.SignatureDelta)
        Console.Write($"\n[Signature: {e.Delta.Signature.Length} bytes]");
    else if (e.Delta.Type == DeltaType.TextDelta)
        Console.Write(e.Delta.Text.ToString());
    else if (e.Type == StreamEventType.ContentBlockStop)
        Console.WriteLine();
}
