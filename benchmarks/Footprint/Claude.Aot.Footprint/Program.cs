using Claude.Aot;

using var client = new ClaudeClient();
await using MessageStream stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = "claude-sonnet-4-5-20250929",
    MaxTokens = 1024,
    Messages = ["Write a short story"],
});
await stream.CopyTextToAsync(Console.OpenStandardOutput());
