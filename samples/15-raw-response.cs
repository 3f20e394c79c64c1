// Reads the HTTP response behind a stream, before the first event is read.
// Prints its status, its headers of interest and the rate limits, then the text.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = "claude-sonnet-5-5",
    MaxTokens = 1024,
    Messages = ["Hello"],
});

ClaudeResponse response = stream.Response!;   // null only where MessageStream.FromStream made the stream
Console.WriteLine($"Status: {response.Status}, HTTP {response.HttpVersion}");
Console.WriteLine($"Request id: {stream.RequestId}");
Console.WriteLine($"Content type: {response.ContentHeaders.ContentType}");
if (response.Headers.TryGetValues("anthropic-organization-id", out IEnumerable<string>? organization))
    Console.WriteLine($"Organization: {string.Join(", ", organization)}");
Console.WriteLine($"Tokens: {stream.RateLimits.Tokens.Remaining} of {stream.RateLimits.Tokens.Limit} left until {stream.RateLimits.Tokens.Reset:HH:mm:ss}");

await foreach (string text in stream.ReadTextAsync())
    Console.Write(text);
Console.WriteLine();
