// Streams a tool call. Its input arrives as fragments of JSON; the final message has the complete input.
// Prints the fragments as they arrive, then each call with its input.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = ClaudeModel.Sonnet55,
    MaxTokens = 1024,
    Messages = ["What's the weather in SF?"],
    Tools =
    [
        new Tool("get_weather", "Get weather", """
            {"type":"object","properties":{"location":{"type":"string"}},"required":["location"]}
            """u8),
    ],
});

await foreach (StreamEvent e in stream)
{
    if (e.Type == StreamEventType.ContentBlockStart && e.ContentBlock.Type == ContentBlockType.ToolUse)
        Console.WriteLine($"\n[Tool call: {e.ContentBlock.Name}]");
    else if (e.Delta.Type == DeltaType.TextDelta)
        Console.Write(e.Delta.Text.ToString());
    else if (e.Delta.Type == DeltaType.InputJsonDelta)
        Console.Write(e.Delta.PartialJson.ToString());
}
Console.WriteLine();

Message message = await stream.GetFinalMessageAsync();
foreach (ToolUseBlock call in message.Content.OfType<ToolUseBlock>())
    Console.WriteLine($"Tool: {call.Name}\nInput: {call.Input} ({call.Input.State})");
