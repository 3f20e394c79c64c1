// Holds a conversation: every answer is streamed, and remembered for the next turn.
// Prints a prompt and an answer for each line that is typed; an empty line ends it.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
List<InputMessage> conversation = [];
while (true)
{
    Console.Write("> ");
    if (Console.ReadLine() is not { Length: > 0 } line)
        break;

    conversation.Add(line);
    await using var stream = await client.Messages.StreamAsync(new MessageRequest
    {
        Model = "claude-sonnet-5-5",
        MaxTokens = 1024,
        Messages = conversation,
    });
    await foreach (string text in stream.ReadTextAsync())
        Console.Write(text);
    Console.WriteLine();

    // Every block goes back as it came, signatures included.
    conversation.Add(await stream.GetFinalMessageAsync());
}
