// Uses a system prompt to control how varied responses are, because models from Claude 4.7 on reject a temperature with 400.
// Prints three names.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = "claude-sonnet-5-5",
    MaxTokens = 1024,
    System = "Be inventive: offer names that differ in sound, length and mood. No common words.",   // instead of Temperature = 1
    // Temperature = 0.8,   // only for models up to claude-opus-4-6 and claude-sonnet-4-6, and for API version 2023-06-01
    Messages = ["Invent three names for a coffee shop"],
});

await foreach (string text in stream.ReadTextAsync())
    Console.Write(text);
Console.WriteLine();
