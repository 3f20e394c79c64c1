namespace Company.ClaudeTest;

public sealed class AnswerTests
{
    private static readonly MessageRequest s_request = new() { Model = ClaudeModel.Sonnet55, MaxTokens = 1024, Messages = ["Why do rivers bend?"] };

    [Fact]
    public async Task Answer_ArrivesInPieces()
    {
        using ClaudeClient client = ClientOf(new ScriptedHandler(new MessageScript().Text("Rivers ", "bend.").End()));

        await using MessageStream stream = await client.Messages.StreamAsync(s_request);
        List<string> pieces = [];
        await foreach (string text in stream.ReadTextAsync())
        {
            pieces.Add(text);
        }

        Assert.Equal(["Rivers ", "bend."], pieces);
    }

    [Fact]
    public async Task RefusedRequest_Throws()
    {
        using ClaudeClient client = ClientOf(new ScriptedHandler(ResponseScript.Error(400, "invalid_request_error", "max_tokens is too large")));

        ClaudeApiException exception = await Assert.ThrowsAsync<ClaudeApiException>(async () => await client.Messages.StreamAsync(s_request));

        Assert.Equal(400, exception.Status);
    }

    // No environment variable of this machine decides a test, and retries do not wait.
    private static ClaudeClient ClientOf(ScriptedHandler handler) => new(new ClaudeClientOptions
    {
        ApiKey = "none",
        HttpHandler = handler,
        UseEnvironment = false,
        MaxRetryDelay = TimeSpan.Zero,
    });
}
