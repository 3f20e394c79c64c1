// Streams text, then gets the final message with its usage, its stop reason and its complete text.
// Prints a poem as it arrives, then its token usage, its stop reason and its number of lines.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = ClaudeModel.Sonnet55,
    MaxTokens = 1024,
    Messages = ["Write a poem of four lines"],
});

await foreach (string text in stream.ReadTextAsync())
    Console.Write(text);

// Both methods read the rest of the stream, so you can also call them without the loop above.
Message message = await stream.GetFinalMessageAsync();
string all = await stream.GetFinalTextAsync();
Console.WriteLine($"\n\nToken usage: {message.Usage.OutputTokens}");
Console.WriteLine($"Stop reason: {message.StopReason}");
Console.WriteLine($"Lines: {all.Split('\n').Length}");
