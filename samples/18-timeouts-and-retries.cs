// Sets the timeouts and the number of retries, for a client and for one call.
// Prints two responses. The second one has a short timeout.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient(new ClaudeClientOptions
{
    Timeouts =
    {
        Connect = TimeSpan.FromSeconds(5),       // making a connection
        FirstEvent = TimeSpan.FromMinutes(2),    // from sending the request to the first event, for each attempt
        Idle = TimeSpan.FromSeconds(30),         // the time in which nothing arrives, not even a ping
        Total = TimeSpan.FromMinutes(5),         // the whole call, including retries
    },
    MaxRetries = 4,                              // all retries happen before the first event
});
await AskAsync("Name a colour");
await AskAsync("Name a fruit", new RequestOptions { Timeouts = new() { Total = TimeSpan.FromSeconds(3) }, MaxRetries = 0 });

async Task AskAsync(string question, RequestOptions? options = null)
{
    try
    {
        await using var stream = await client.Messages.StreamAsync(
            new MessageRequest { Model = ClaudeModel.Sonnet55, MaxTokens = 1024, Messages = [question] }, options);
        await foreach (string text in stream.ReadTextAsync())
            Console.Write(text);
        Console.WriteLine();
    }
    catch (ClaudeTimeoutException e)
    {
        Console.WriteLine($"\n[Timed out: {e.Kind} after {e.Limit.TotalSeconds} s]");
    }
}
