// Reads the status and headers of a stream's HTTP response, before it reads the first event.
// Prints the status, some headers and the rate limits, then the text.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = ClaudeModel.Sonnet55,
    MaxTokens = 1024,
    Messages = ["Hello"],
});

ClaudeResponse response = stream.Response!;   // null only if the stream was created by MessageStream.FromStream
Console.WriteLine($"Status: {response.Status}, HTTP {response.HttpVersion}");
Console.WriteLine($"Request id: {stream.RequestId}");
Console.WriteLine($"Content type: {response.ContentHeaders.ContentType}");
if (response.Headers.TryGetValues("anthropic-organization-id", out IEnumerable<string>? organization))
    Console.WriteLine($"Organization: {string.Join(", ", organization)}");
Console.WriteLine($"Tokens: {stream.RateLimits.Tokens.Remaining} of {stream.RateLimits.Tokens.Limit} left until {stream.RateLimits.Tokens.Reset:HH:mm:ss}");

await foreach (string text in stream.ReadTextAsync())
    Console.Write(text);
Console.WriteLine();
