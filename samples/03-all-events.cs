// Handles every event of a stream by its type.
// Prints the text, and a line for each of the other events.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = ClaudeModel.Sonnet55,
    MaxTokens = 1024,
    Messages = ["Hello"],
});

await foreach (StreamEvent e in stream)
{
    switch (e.Type)
    {
        case StreamEventType.MessageStart:
            Console.WriteLine($"[Stream started: {e.Message.Id}]");
            break;
        case StreamEventType.ContentBlockStart:
            Console.WriteLine($"[Content block {e.Index} started: {e.ContentBlock.Type}]");
            break;
        case StreamEventType.ContentBlockDelta when e.Delta.Type == DeltaType.TextDelta:
            Console.Write(e.Delta.Text.ToString());
            break;
        case StreamEventType.ContentBlockStop:
            Console.WriteLine($"\n[Content block {e.Index} stopped]");
            break;
        case StreamEventType.MessageDelta:
            Console.WriteLine($"[Stop reason: {e.StopReason}] [Tokens: {e.Usage.OutputTokens}]");
            break;
        case StreamEventType.MessageStop:
            Console.WriteLine("[Stream completed]");
            break;
    }
}
