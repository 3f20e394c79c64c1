// Sets the temperature: from 0, the likeliest words, to 1, the most varied.
// Prints three names.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = "claude-sonnet-4-5-20250929",
    MaxTokens = 1024,
    // API version 2023-06-01, the default, and models up to 4.6 only; later ones answer 400.
    Temperature = 0.8,
    Messages = ["Invent three names for a coffee shop"],
});

await foreach (string text in stream.ReadTextAsync())
    Console.Write(text);
Console.WriteLine();
