using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Http;

public sealed class EndpointTests
{
    [Theory]
    [InlineData("https://gateway.example", "/v1/messages")]
    [InlineData("https://gateway.example/", "/v1/messages")]
    [InlineData("https://gateway.example/team/claude", "/team/claude/v1/messages")]
    [InlineData("https://gateway.example/team/claude/", "/team/claude/v1/messages")]
    [InlineData("https://gateway.example/v1", "/v1/messages")]
    [InlineData("https://gateway.example/v1/", "/v1/messages")]
    [InlineData("https://gateway.example/team/v1", "/team/v1/messages")]
    [InlineData("https://gateway.example/teamv1", "/teamv1/v1/messages")]
    [InlineData("https://gateway.example:8443/a%20b#y", "/a%20b/v1/messages")]
    [InlineData("http://localhost:5000", "/v1/messages")]
    [InlineData("http://127.0.0.1:5000", "/v1/messages")]
    [InlineData("http://[::1]:5000", "/v1/messages")]
    public async Task BaseUrl_WithAPath_IsFollowedByTheApisPath(string baseUrl, string path)
    {
        var handler = new ScriptedHandler(Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler, options => options.BaseUrl = new Uri(baseUrl));

        await client.AskAsync(options: new RequestOptions { Betas = ["b"] });

        Exchange sent = Assert.Single(handler.Log.All);
        Assert.Equal((path, "?beta=true"), (sent.Path, sent.Query));
    }

    [Theory]
    [InlineData("https://gateway.example?api-version=1&x=%20", "?api-version=1&x=%20&beta=true")]
    [InlineData("https://gateway.example/v1/?a", "?a&beta=true")]
    [InlineData("https://gateway.example/?", "?beta=true")]
    public async Task BaseUrl_WithAQuery_KeepsIt(string baseUrl, string query)
    {
        var handler = new ScriptedHandler(Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler, options => options.BaseUrl = new Uri(baseUrl));

        await client.AskAsync(options: new RequestOptions { Betas = ["b"] });

        Exchange sent = Assert.Single(handler.Log.All);
        Assert.Equal(("/v1/messages", query), (sent.Path, sent.Query));
    }

    [Theory]
    [InlineData("https://gateway.example/v1/messages")]
    [InlineData("https://gateway.example/v1/messages/")]
    public void BaseUrl_ThatEndsWithAnEndpoint_IsRefusedWithAHint(string baseUrl) =>
        Assert.Contains("leave that out", Assert.Throws<ClaudeConfigurationException>(() => TestClient.Of(new Uri(baseUrl))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task BaseUrl_OfTheEnvironment_IsUsedWhereNoneIsGiven()
    {
        var handler = new HostRecorder();
        using ClaudeClient byEnvironment = TestClient.Of(handler, options => options.UseVariables(Variable("https://gateway.example/x")));
        using ClaudeClient byDefault = TestClient.Of(handler, options => options.UseVariables(Variable("")));
        using ClaudeClient byOption = TestClient.Of(handler, options =>
        {
            options.UseVariables(Variable("https://gateway.example/x"));
            options.BaseUrl = new Uri("https://mine.example");
        });

        await byEnvironment.AskAsync();
        await byDefault.AskAsync();
        await byOption.AskAsync();

        Assert.Equal(["https://gateway.example/x/v1/messages", "https://api.anthropic.com/v1/messages", "https://mine.example/v1/messages"], handler.Addresses);
    }

    [Theory]
    [InlineData("gateway.example")]
    [InlineData("/v1")]
    public void BaseUrl_ThatIsNotAbsolute_IsRefused(string baseUrl)
    {
        Assert.Throws<ClaudeConfigurationException>(() => TestClient.Of(new Uri(baseUrl, UriKind.Relative)));
        Assert.Throws<ClaudeConfigurationException>(() => TestClient.Of(new ScriptedHandler(Scripts.Hello), options => options.UseVariables(Variable(baseUrl))));
    }

    [Theory]
    [InlineData("http://localhost:1", false)]
    [InlineData("http://127.0.0.1:1", false)]
    [InlineData("https://api.anthropic.com", true)]
    public void Transport_ToThisMachine_GoesThroughNoProxy(string baseUrl, bool useProxy)
    {
        var options = new ClaudeClientOptions { BaseUrl = new Uri(baseUrl) };

        using SocketsHttpHandler handler = TransportFactory.Create(options, Endpoint.From(options));

        Assert.Equal(useProxy, handler.UseProxy);
    }

    private static Func<string, string?> Variable(string baseUrl) => name => name == "ANTHROPIC_BASE_URL" ? baseUrl : null;

    /// <summary>Notes whole addresses, host and all.</summary>
    private sealed class HostRecorder() : DelegatingHandler(new ScriptedHandler(Scripts.Hello))
    {
        public List<string> Addresses { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Addresses.Add(request.RequestUri!.AbsoluteUri);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
