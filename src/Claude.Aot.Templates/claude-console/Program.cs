using Claude.Aot;

// The key is read from the environment variable ANTHROPIC_API_KEY.
using var client = new ClaudeClient();
string prompt = args.Length > 0 ? string.Join(' ', args) : "Why do rivers bend?";
var request = new MessageRequest { Model = ClaudeModel.Sonnet55, MaxTokens = 1024, Messages = [prompt] };

await using MessageStream stream = await client.Messages.StreamAsync(request);
await foreach (string text in stream.ReadTextAsync())
{
    Console.Write(text);
}

Message message = await stream.GetFinalMessageAsync();
Console.WriteLine($"\n{message.Usage.OutputTokens} tokens, stop reason {message.StopReason}");
