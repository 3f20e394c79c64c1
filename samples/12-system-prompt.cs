// Gives the model a system prompt.
// Prints a response in the style that the system prompt asks for.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = ClaudeModel.Sonnet55,
    MaxTokens = 1024,
    // You can also use blocks, for example to cache a long prompt: [new TextBlock("…") { CacheControl = new CacheControl() }]
    System = "You are a helpful Python expert. Be concise.",
    Messages = ["How do I read a file?"],
});

await foreach (string text in stream.ReadTextAsync())
    Console.Write(text);
Console.WriteLine();
