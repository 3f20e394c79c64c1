// Steers how varied answers are: in words, because models from Claude 4.7 on answer 400 to a temperature.
// Prints three names.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = "claude-sonnet-5-5",
    MaxTokens = 1024,
    System = "Be inventive: offer names that differ in sound, length and mood. No common words.",   // instead of Temperature = 1
    // Temperature = 0.8,   // models up to claude-opus-4-6 and claude-sonnet-4-6, and API version 2023-06-01, only
    Messages = ["Invent three names for a coffee shop"],
});

await foreach (string text in stream.ReadTextAsync())
    Console.Write(text);
Console.WriteLine();
