// Streams text, then has the whole message: its usage, its stop reason, all its text.
// Prints a poem as it arrives, and what it took.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = "claude-sonnet-5-5",
    MaxTokens = 1024,
    Messages = ["Write a poem of four lines"],
});

await foreach (string text in stream.ReadTextAsync())
    Console.Write(text);

// Both may also be called first: they read what is left.
Message message = await stream.GetFinalMessageAsync();
string all = await stream.GetFinalTextAsync();
Console.WriteLine($"\n\nToken usage: {message.Usage.OutputTokens}");
Console.WriteLine($"Stop reason: {message.StopReason}");
Console.WriteLine($"Lines: {all.Split('\n').Length}");
