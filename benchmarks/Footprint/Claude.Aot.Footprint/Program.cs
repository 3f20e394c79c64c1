using Claude.Aot;

using var client = new ClaudeClient();
await using MessageStream stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = "claude-sonnet-5-5",
    MaxTokens = 1024,
    Messages = ["Write a short story"],
});
await stream.CopyTextToAsync(Console.OpenStandardOutput());
