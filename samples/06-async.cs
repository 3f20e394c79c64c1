// Sends a request in an asynchronous method. The caller awaits the text.
// Prints one response.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
Console.WriteLine(await AskAsync(client, "What is the capital of France?"));

static async Task<string> AskAsync(ClaudeClient client, string question)
{
    await using var stream = await client.Messages.StreamAsync(new MessageRequest
    {
        Model = ClaudeModel.Sonnet55,
        MaxTokens = 1024,
        Messages = [question],
    });
    return await stream.GetFinalTextAsync();
}
