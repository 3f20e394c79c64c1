// Holds a conversation: streams every response and adds it to the next request.
// Prints a prompt and a response for each line that you type. An empty line ends the program.
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
        Model = ClaudeModel.Sonnet55,
        MaxTokens = 1024,
        Messages = conversation,
    });
    await foreach (string text in stream.ReadTextAsync())
        Console.Write(text);
    Console.WriteLine();

    // Every block is sent back unchanged, including its signature.
    conversation.Add(await stream.GetFinalMessageAsync());
}
