// Catches each kind of failure by its type.
// Prints a line for each of three requests, which fail in three different ways.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await AskAsync("no-such-model", new RequestOptions());
await AskAsync(ClaudeModel.Sonnet55, new RequestOptions { Timeouts = new() { Total = TimeSpan.FromMilliseconds(50) } });
await AskAsync(ClaudeModel.Sonnet55, new RequestOptions { Limits = new() { MaxMessageBytes = 1000 } });

async Task AskAsync(string model, RequestOptions options)
{
    try
    {
        await using var stream = await client.Messages.StreamAsync(new MessageRequest
        {
            Model = model,
            MaxTokens = 1024,
            Messages = ["Write a poem about failure"],
        }, options);
        Console.WriteLine(await stream.GetFinalTextAsync());
    }
    catch (ClaudeTimeoutException e)
    {
        Console.WriteLine($"[Stream timed out: {e.Kind}]");
    }
    catch (ClaudeApiException e)
    {
        // The exception is the same for an error within the stream and for an error response instead of a stream.
        Console.WriteLine($"[{e.Status} {e.ErrorType}: {e.Message}] request {e.RequestId} retry after {e.RetryAfter}");
    }
    catch (ClaudeTransportException e)
    {
        Console.WriteLine($"[Stream broke: {e.Message}] kept {e.Partial?.Content.Count} blocks: {e.Partial?.Text}");
    }
}
