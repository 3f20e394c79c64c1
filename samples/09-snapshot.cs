// Reads the message so far at any time and without cost, and makes a copy of it.
// Prints one line that is updated while the text grows, then the copy.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = ClaudeModel.Sonnet55,
    MaxTokens = 1024,
    Messages = ["Write a paragraph about the sea"],
});

await foreach (StreamEvent e in stream)
{
    if (stream.Snapshot.Content is [{ Type: ContentBlockType.Text } first, ..])
        Console.Write($"\rCurrent length: {first.Text.Length} bytes");
}
Console.WriteLine();

// The copy stays valid after the stream is disposed. You can make it at any time, even before the stream ends.
Message soFar = stream.Snapshot.ToMessage();
Console.WriteLine($"{soFar.Content.Count} block, {soFar.Usage.OutputTokens} tokens: {soFar.Text}");
