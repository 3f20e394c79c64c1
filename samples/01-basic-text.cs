// Streams text: each piece is shown as soon as it arrives.
// Prints a short story.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = "claude-sonnet-5-5",
    MaxTokens = 1024,
    Messages = ["Write a short story"],
});

await foreach (string text in stream.ReadTextAsync())
    Console.Write(text);
Console.WriteLine();

// The same with no string at all, UTF-8 from the socket to the terminal:
// await stream.CopyTextToAsync(Console.OpenStandardOutput());
