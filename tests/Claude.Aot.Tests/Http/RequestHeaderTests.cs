using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Http;

public sealed class RequestHeaderTests : IDisposable
{
    private readonly ScriptedHandler _handler = new(Scripts.Hello);

    public void Dispose() => _handler.Dispose();

    [Fact]
    public async Task Request_Defaults_AreThoseOfTheFirstGeneration()
    {
        Exchange sent = await SendAsync();

        Assert.Equal(("POST", "/v1/messages", ""), (sent.Method, sent.Path, sent.Query));
        Assert.Equal("2023-06-01", sent.Headers["anthropic-version"]);
        Assert.Equal(TestClient.Key, sent.Headers["x-api-key"]);
        Assert.Equal("text/event-stream", sent.Headers["Accept"]);
        Assert.Equal("application/json", sent.Headers["Content-Type"]);
        Assert.Equal($"Claude.Aot/{typeof(ClaudeClient).Assembly.GetName().Version?.ToString(3)}", sent.Headers["User-Agent"]);
        Assert.False(sent.Headers.ContainsKey("Authorization"));
        Assert.False(sent.Headers.ContainsKey("anthropic-beta"));
    }

    [Fact]
    public async Task Request_OfTheSecondGeneration_CarriesTheKeyAsBearerAndNoQuery()
    {
        Exchange sent = await SendAsync(
            options => options.ApiVersion = ClaudeApiVersion.V20261021,
            request: new MessageRequest { Model = "m", MaxTokens = 1, Messages = ["Hi"], Betas = ["b"] });

        Assert.Equal("2026-10-21", sent.Headers["anthropic-version"]);
        Assert.Equal($"Bearer {TestClient.Key}", sent.Headers["Authorization"]);
        Assert.False(sent.Headers.ContainsKey("x-api-key"));
        Assert.Equal("b", sent.Headers["anthropic-beta"]);
        Assert.Equal("", sent.Query);
    }

    [Fact]
    public async Task Request_GenerationOfTheCall_ReplacesThatOfTheClient()
    {
        Exchange sent = await SendAsync(call: new RequestOptions { ApiVersion = ClaudeApiVersion.V20261021 });

        Assert.Equal("2026-10-21", sent.Headers["anthropic-version"]);
        Assert.True(sent.Headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData(ClaudeApiVersion.V20230601)]
    [InlineData(ClaudeApiVersion.V20261021)]
    public async Task Request_Token_IsABearerInBothGenerations(string version)
    {
        Exchange sent = await SendAsync(options =>
        {
            options.ApiKey = null;
            options.AuthToken = "token-1";
            options.ApiVersion = version;
        });

        Assert.Equal("Bearer token-1", sent.Headers["Authorization"]);
        Assert.False(sent.Headers.ContainsKey("x-api-key"));
    }

    [Fact]
    public async Task Request_Betas_AreMergedFromClientRequestAndCall()
    {
        Exchange sent = await SendAsync(
            options => options.Betas.Add("of-client"),
            new MessageRequest { Model = "m", MaxTokens = 1, Messages = ["Hi"], Betas = ["of-request", "of-client"] },
            new RequestOptions { Betas = ["of-call", "of-request"] });

        Assert.Equal("of-client,of-request,of-call", sent.Headers["anthropic-beta"]);
        Assert.Equal("?beta=true", sent.Query);
    }

    [Fact]
    public async Task Request_Headers_OfTheCallReplaceThoseOfTheClientInAnyCase()
    {
        Exchange sent = await SendAsync(
            options =>
            {
                options.Headers["X-Team"] = "client";
                options.Headers["X-Gateway"] = "g";
                options.Headers["user-agent"] = "mine/1";
            },
            call: new RequestOptions { Headers = new Dictionary<string, string> { ["x-team"] = "call" } });

        Assert.Equal("call", sent.Headers["X-Team"]);
        Assert.Equal("g", sent.Headers["X-Gateway"]);
        Assert.Equal("mine/1", sent.Headers["User-Agent"]);
    }

    [Theory]
    [InlineData("x-api-key", "ApiKey")]
    [InlineData("X-Api-Key", "ApiKey")]
    [InlineData("authorization", "ApiKey")]
    [InlineData("Anthropic-Beta", "Betas")]
    [InlineData("anthropic-version", "ApiVersion")]
    public async Task Request_HeaderOfAnOption_IsRefusedWithItsName(string name, string option)
    {
        ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(options => options.Headers[name] = "s3cret"));

        Assert.Contains(option, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", e.ToString(), StringComparison.Ordinal);
        Assert.Empty(_handler.Log.All);
    }

    [Theory]
    [InlineData("X-Secret", "s3cret\r\nx-api-key: other")]
    [InlineData("X-Secret", "s3cret\0")]
    [InlineData("X-Secret", "s3cret\u00E9")]
    [InlineData("X Secret", "s3cret")]
    [InlineData("X-Secret\r\n", "s3cret")]
    [InlineData("", "s3cret")]
    [InlineData("Content-Type", "s3cret")]
    public async Task Request_HeaderThatIsNone_IsRefusedWithoutItsValue(string name, string value)
    {
        ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(
            () => SendAsync(call: new RequestOptions { Headers = new Dictionary<string, string> { [name] = value } }));

        Assert.DoesNotContain("s3cret", e.ToString(), StringComparison.Ordinal);
        Assert.Empty(_handler.Log.All);
    }

    [Fact]
    public async Task Request_BetaWithALineEnd_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(options => options.Betas.Add("a\r\nx-evil: 1")));
        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(options => options.ApiVersion = "2023-06-01\n"));

        Assert.Empty(_handler.Log.All);
    }

    private async Task<Exchange> SendAsync(Action<ClaudeClientOptions>? configure = null, MessageRequest? request = null, RequestOptions? call = null)
    {
        using ClaudeClient client = TestClient.Of(_handler, configure);
        Assert.Equal("Hello", await client.AskAsync(request, call));
        return _handler.Log.All[^1];
    }
}
