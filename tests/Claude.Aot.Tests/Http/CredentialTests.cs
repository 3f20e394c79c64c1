using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Http;

public sealed class CredentialTests : IDisposable
{
    private readonly ScriptedHandler _handler = new(Scripts.Hello);

    public void Dispose() => _handler.Dispose();

    [Theory]
    [InlineData("key", null, "key", null)]
    [InlineData(null, "token", null, "Bearer token")]
    [InlineData("key", "token", "key", null)]
    [InlineData("", "token", null, "Bearer token")]
    public async Task Environment_KeyAndToken_TheKeyIsFirst(string? key, string? token, string? expectedKey, string? expectedBearer)
    {
        Exchange sent = await SendAsync(options => options.ReadVariable = Variables(("ANTHROPIC_API_KEY", key), ("ANTHROPIC_AUTH_TOKEN", token)));

        Assert.Equal(expectedKey, sent.Headers.GetValueOrDefault("x-api-key"));
        Assert.Equal(expectedBearer, sent.Headers.GetValueOrDefault("Authorization"));
    }

    [Theory]
    [InlineData("key", "token", 1)]
    [InlineData("key", null, 0)]
    [InlineData(null, "token", 0)]
    public async Task Environment_KeyAndToken_AreReported(string? key, string? token, int reports)
    {
        List<ClaudeDiagnosticKind> seen = [];

        await SendAsync(options =>
        {
            options.ReadVariable = Variables(("ANTHROPIC_API_KEY", key), ("ANTHROPIC_AUTH_TOKEN", token));
            options.OnDiagnostic = diagnostic => seen.Add(diagnostic.Kind);
        });

        Assert.Equal(Enumerable.Repeat(ClaudeDiagnosticKind.KeyAndTokenInEnvironment, reports), seen);
    }

    [Fact]
    public async Task Options_Token_GoesBeforeTheKeyOfTheEnvironment()
    {
        Exchange sent = await SendAsync(options =>
        {
            options.AuthToken = "mine";
            options.ReadVariable = Variables(("ANTHROPIC_API_KEY", "key"));
        });

        Assert.Equal("Bearer mine", sent.Headers["Authorization"]);
        Assert.False(sent.Headers.ContainsKey("x-api-key"));
    }

    [Fact]
    public void Client_NoKey_SaysWhatToSet()
    {
        ClaudeConfigurationException e = Assert.Throws<ClaudeConfigurationException>(() => new ClaudeClient(new ClaudeClientOptions { UseEnvironment = false }));

        Assert.Contains("ANTHROPIC_API_KEY", e.Message, StringComparison.Ordinal);
    }

    private static Func<string, string?> Variables(params (string Name, string? Value)[] variables) =>
        name => variables.FirstOrDefault(variable => variable.Name == name).Value;

    private async Task<Exchange> SendAsync(Action<ClaudeClientOptions> configure)
    {
        using ClaudeClient client = TestClient.Of(_handler, options =>
        {
            options.ApiKey = null;
            configure(options);
        });
        await client.AskAsync();
        return _handler.Log.All[^1];
    }
}
