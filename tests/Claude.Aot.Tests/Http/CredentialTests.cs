using Claude.Aot.Testing;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Http;

public sealed class CredentialTests : IDisposable
{
    private readonly ScriptedHandler _handler = new(Scripts.Hello);

    public static TheoryData<string> Checks => CredentialCheck.Cases().Names();

    public void Dispose() => _handler.Dispose();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Provider_OfCredentials_IsCalledAsPromised(string check) => CredentialCheck.Cases().RunAsync(check);

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
    public async Task Client_NoKey_SaysWhatToSetBeforeItSendsAnything()
    {
        ClaudeConfigurationException e = await FailAsync(new ClaudeClientOptions { UseEnvironment = false, HttpHandler = _handler });

        Assert.Contains("ANTHROPIC_API_KEY", e.Message, StringComparison.Ordinal);
        Assert.Equal("ApiKey", e.Option);
        Assert.Empty(_handler.Log.All);
    }

    [Fact]
    public async Task Client_CredentialSetToNull_NeverTakesTheKeyOfTheProcess()
    {
        foreach (Action<ClaudeClientOptions> set in (Action<ClaudeClientOptions>[])
            [static options => options.ApiKey = null, static options => options.AuthToken = null, static options => options.CredentialProvider = null])
        {
            var options = new ClaudeClientOptions { HttpHandler = _handler };
            set(options);
            options.UseVariables(Variables(("ANTHROPIC_API_KEY", "key-of-the-process")));

            Assert.Contains("set to null", (await FailAsync(options)).Message, StringComparison.Ordinal);
            Assert.Contains("set to null", Assert.Throws<ClaudeConfigurationException>(() => options.Validate()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Client_EnvironmentNotUsed_HasNoKey()
    {
        var options = new ClaudeClientOptions { HttpHandler = _handler };
        options.UseVariables(Variables(("ANTHROPIC_API_KEY", "key-of-the-process")));
        options.UseEnvironment = false;

        await FailAsync(options);
    }

    [Fact]
    public void Client_KeyAndProvider_AreRefused()
    {
        var options = new ClaudeClientOptions { ApiKey = "key", CredentialProvider = _ => throw new InvalidOperationException() };

        Assert.Contains("only one of", Assert.Throws<ClaudeConfigurationException>(() => new ClaudeClient(options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(ClaudeClientOptions.BaseUrl))]
    [InlineData(nameof(ClaudeClientOptions.HttpHandler))]
    [InlineData(nameof(ClaudeClientOptions.AuthToken))]
    [InlineData(nameof(ClaudeClientOptions.ApiKey))]
    [InlineData("")]
    public void Validate_AMistake_NamesTheOption(string option)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = option == nameof(ClaudeClientOptions.HttpHandler) };
        var options = new ClaudeClientOptions
        {
            AuthToken = option switch { nameof(ClaudeClientOptions.AuthToken) => "a\nb", nameof(ClaudeClientOptions.ApiKey) => null, _ => "token" },
            BaseUrl = option == nameof(ClaudeClientOptions.BaseUrl) ? new Uri("http://api.example") : null,
            HttpHandler = handler,
            UseEnvironment = false,
        };

        string? named = (Record.Exception(() => options.Validate()) as ClaudeConfigurationException)?.Option;

        Assert.Equal(option, named ?? "");
        if (option == nameof(ClaudeClientOptions.ApiKey))
        {
            options.Validate(requiresCredential: false);
        }
    }

    private static async Task<ClaudeConfigurationException> FailAsync(ClaudeClientOptions options)
    {
        using var client = new ClaudeClient(options);
        return await client.FailAsync<ClaudeConfigurationException>();
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
