// Streams text and prints each piece as soon as it arrives.
// Prints a short story.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = ClaudeModel.Sonnet55,
    MaxTokens = 1024,
    Messages = ["Write a short story"],
});

await foreach (string text in stream.ReadTextAsync())
    Console.Write(text);
Console.WriteLine();

// This line does the same without strings. The text stays UTF-8 from the socket to the terminal:
// await stream.CopyTextToAsync(Console.OpenStandardOutput());
