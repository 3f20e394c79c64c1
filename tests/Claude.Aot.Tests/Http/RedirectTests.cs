using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;

namespace Claude.Aot.Tests.Http;

/// <summary>The key goes to the configured address and to no other.</summary>
public sealed class RedirectTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_ToAnotherHost_IsNotFollowed(int status)
    {
        await using ReplayServer other = await ReplayServer.StartAsync(Scripts.Hello);
        await using ReplayServer server = await ReplayServer.StartAsync(ResponseScript.Answer(status, null, "").WithHeader("Location", $"{other.Address}v1/messages"));
        using ClaudeClient client = TestClient.Of(server);

        ClaudeApiException e = await client.FailAsync<ClaudeApiException>();

        Assert.Equal(status, e.Status);
        Assert.Contains("redirect", e.Message, StringComparison.Ordinal);
        Assert.Contains("base URL", e.Message, StringComparison.Ordinal);
        Assert.Empty(other.Log.All);
        Assert.Single(server.Log.All);
    }

    public static TheoryData<string, HttpMessageHandler> FollowingHandlers => new()
    {
        { "sockets", new SocketsHttpHandler() },
        { "client", new HttpClientHandler() },
        { "wrapped", new PassingHandler { InnerHandler = new PassingHandler { InnerHandler = new HttpClientHandler() } } },
    };

    [Theory]
    [MemberData(nameof(FollowingHandlers), DisableDiscoveryEnumeration = true)]
    public void Handler_ThatFollowsRedirects_IsRefused(string what, HttpMessageHandler handler)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => TestClient.Of(handler));

        Assert.True(e.Message.Contains("AllowAutoRedirect = false", StringComparison.Ordinal), what);
    }

    [Fact]
    public async Task Handler_ThatDoesNotFollowRedirects_IsTaken()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);
        using var handler = new PassingHandler { InnerHandler = new HttpClientHandler { AllowAutoRedirect = false } };
        using ClaudeClient client = TestClient.Of(handler, options => options.BaseUrl = server.Address);

        Assert.Equal("Hello", await client.AskAsync());
    }

    [Fact]
    public async Task Handler_ThatFollowedARedirectUnseen_IsToldOf()
    {
        await using ReplayServer other = await ReplayServer.StartAsync(Scripts.Hello);
        await using ReplayServer server = await ReplayServer.StartAsync(ResponseScript.Answer(307, null, "").WithHeader("Location", $"{other.Address}v1/messages"));
        using ClaudeClient client = TestClient.Of(new OpaqueHandler(), options => options.BaseUrl = server.Address);

        ClaudeStreamException e = await client.FailAsync<ClaudeStreamException>();

        Assert.Equal(ClaudeStreamErrorKind.Protocol, e.Kind);
        Assert.Contains("AllowAutoRedirect = false", e.Message, StringComparison.Ordinal);
    }

    private sealed class PassingHandler : DelegatingHandler;

    /// <summary>Hides a handler that follows redirects.</summary>
    private sealed class OpaqueHandler : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _inner = new(new SocketsHttpHandler());

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _inner.SendAsync(request, cancellationToken);
    }
}
