// Looks at the message so far, at any moment and at no cost, and keeps a copy of it.
// Prints one line that is redrawn while the text grows, then what was kept.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = "claude-sonnet-5-5",
    MaxTokens = 1024,
    Messages = ["Write a paragraph about the sea"],
});

await foreach (StreamEvent e in stream)
{
    if (stream.Snapshot.Content is [{ Type: ContentBlockType.Text } first, ..])
        Console.Write($"\rCurrent length: {first.Text.Length} bytes");
}
Console.WriteLine();

// A copy that outlives the stream; it can be taken in mid-stream, too.
Message soFar = stream.Snapshot.ToMessage();
Console.WriteLine($"{soFar.Content.Count} block, {soFar.Usage.OutputTokens} tokens: {soFar.Text}");
