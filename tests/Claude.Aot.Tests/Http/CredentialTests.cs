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
        Exchange sent = await SendAsync(options => options.UseVariables(Variables(("ANTHROPIC_API_KEY", key), ("ANTHROPIC_AUTH_TOKEN", token))));

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
            options.UseVariables(Variables(("ANTHROPIC_API_KEY", key), ("ANTHROPIC_AUTH_TOKEN", token)));
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
            options.UseVariables(Variables(("ANTHROPIC_API_KEY", "key")));
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

    [Fact]
    public void Client_KeySetToNull_NeverTakesTheKeyOfTheProcess()
    {
        foreach (Action<ClaudeClientOptions> set in (Action<ClaudeClientOptions>[])[static options => options.ApiKey = null, static options => options.AuthToken = null])
        {
            var options = new ClaudeClientOptions { HttpHandler = _handler };
            set(options);
            options.UseVariables(Variables(("ANTHROPIC_API_KEY", "key-of-the-process")));

            ClaudeConfigurationException e = Assert.Throws<ClaudeConfigurationException>(() => new ClaudeClient(options));
            Assert.Contains("set to null", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Client_EnvironmentNotUsed_HasNoKey()
    {
        var options = new ClaudeClientOptions();
        options.UseVariables(Variables(("ANTHROPIC_API_KEY", "key-of-the-process")));
        options.UseEnvironment = false;

        Assert.Throws<ClaudeConfigurationException>(() => new ClaudeClient(options));
    }

    private static Func<string, string?> Variables(params (string Name, string? Value)[] variables) =>
        name => variables.FirstOrDefault(variable => variable.Name == name).Value;

    private async Task<Exchange> SendAsync(Action<ClaudeClientOptions> configure)
    {
        var options = new ClaudeClientOptions { HttpHandler = _handler, TimeProvider = new ManualTime() };
        configure(options);
        using var client = new ClaudeClient(options);
        await client.AskAsync();
        return _handler.Log.All[^1];
    }
}
