using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks that the key is sent only to the configured address.</summary>
internal static class RedirectCheck
{
    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        foreach (int status in (int[])[301, 302, 303, 307, 308])
        {
            yield return ($"{status} to another origin is not followed", () => Redirect_ToAnotherHost_IsNotFollowed(status));
        }

        yield return ("a handler of sockets that follows them is refused", () => Handler_ThatFollowsRedirects_IsRefused(new SocketsHttpHandler()));
        yield return ("a handler of clients that follows them is refused", () => Handler_ThatFollowsRedirects_IsRefused(new HttpClientHandler()));
        yield return ("a wrapped handler that follows them is refused", () => Handler_ThatFollowsRedirects_IsRefused(new PassingHandler { InnerHandler = new PassingHandler { InnerHandler = new HttpClientHandler() } }));

        yield return ("a handler that does not follow them is taken", Handler_ThatDoesNotFollowRedirects_IsTaken);
        yield return ("a handler that followed one unseen is told of", Handler_ThatFollowedARedirectUnseen_IsToldOf);
    }

    private static async Task Redirect_ToAnotherHost_IsNotFollowed(int status)
    {
        await using ReplayServer other = await ReplayServer.StartAsync(Scripts.Hello);
        await using ReplayServer server = await ReplayServer.StartAsync(ResponseScript.Answer(status, null, "").WithHeader("Location", $"{other.Address}v1/messages"));
        using ClaudeClient client = TestClient.Of(server);

        ClaudeApiException e = await client.FailAsync<ClaudeApiException>();

        Check.Equal(status, e.Status);
        Check.Contains("redirect", e.Message);
        Check.Contains("base URL", e.Message);
        Check.SequenceEqual([], other.Log.All);
        Check.Single(server.Log.All);
    }

    private static Task Handler_ThatFollowsRedirects_IsRefused(HttpMessageHandler handler)
    {
        ClaudeConfigurationException e = Check.Throws<ClaudeConfigurationException>(() => TestClient.Of(handler));

        Check.Contains("AllowAutoRedirect = false", e.Message);
        return Task.CompletedTask;
    }

    private static async Task Handler_ThatDoesNotFollowRedirects_IsTaken()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);
        using var handler = new PassingHandler { InnerHandler = new HttpClientHandler { AllowAutoRedirect = false } };
        using ClaudeClient client = TestClient.Of(handler, options => options.BaseUrl = server.Address);

        Check.Equal("Hello", await client.AskAsync());
    }

    private static async Task Handler_ThatFollowedARedirectUnseen_IsToldOf()
    {
        await using ReplayServer other = await ReplayServer.StartAsync(Scripts.Hello);
        await using ReplayServer server = await ReplayServer.StartAsync(ResponseScript.Answer(307, null, "").WithHeader("Location", $"{other.Address}v1/messages"));
        using ClaudeClient client = TestClient.Of(new OpaqueHandler(), options => options.BaseUrl = server.Address);

        ClaudeTransportException e = await client.FailAsync<ClaudeTransportException>();

        Check.Equal(ClaudeTransportErrorKind.InvalidResponse, e.Kind);
        Check.Contains("AllowAutoRedirect = false", e.Message);
    }

    private sealed class PassingHandler : DelegatingHandler;

    /// <summary>Hides a handler that follows redirects.</summary>
    private sealed class OpaqueHandler : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _inner = new(new SocketsHttpHandler());

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _inner.SendAsync(request, cancellationToken);
    }
}
