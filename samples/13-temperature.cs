// Steers how varied answers are. Models from Claude 4.7 on answer 400 to "temperature", even to its default, and so does
// API version 2026-10-21 for every model: there, say in words what you want. Older models take Temperature, from 0 to 1.
// Prints three names.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = "claude-sonnet-5-5",
    MaxTokens = 1024,
    System = "Be inventive: offer names that differ in sound, length and mood. No common words.",   // instead of Temperature = 1
    // Temperature = 0.8,                 // models up to claude-opus-4-6 and claude-sonnet-4-6 only
    Messages = ["Invent three names for a coffee shop"],
});

await foreach (string text in stream.ReadTextAsync())
    Console.Write(text);
Console.WriteLine();
