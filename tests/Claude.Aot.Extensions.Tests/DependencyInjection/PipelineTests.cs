using System.Net;
using Claude.Aot.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;

namespace Claude.Aot.Extensions.Tests.DependencyInjection;

/// <summary>The HTTP pipeline: what is in it, and what must not be.</summary>
public sealed class PipelineTests
{
    [Fact]
    public void PrimaryHandler_IsTheOneForStreams()
    {
        using ServiceProvider services = new ServiceCollection().AddClaudeClient(options => options.ApiKey = "key").Services.BuildServiceProvider();

        SocketsHttpHandler primary = PrimaryOf(services);

        Assert.False(primary.AllowAutoRedirect);
        Assert.False(primary.UseCookies);
        Assert.Equal(TimeSpan.FromMinutes(15), primary.PooledConnectionLifetime);
        Assert.Equal(TimeSpan.Zero, primary.ResponseDrainTimeout);
        Assert.Equal(DecompressionMethods.GZip | DecompressionMethods.Brotli, primary.AutomaticDecompression);
    }

    [Fact]
    public async Task PrimaryHandler_ThatFollowsRedirects_DoesNotStart()
    {
        HostApplicationBuilder builder = TestHost.CreateBuilder();
        builder.Services.AddClaudeClient(options => options.ApiKey = "key")
            .ConfigureHttp(http => http.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler()));

        Assert.StartsWith("ClaudeConfigurationException: The handler follows redirects", Assert.Single(await TestHost.FailAsync(builder)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_ToAnotherHost_IsNotFollowed()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(ResponseScript.Answer(307, null, "").WithHeader("Location", "https://other.example/"));
        await using ServiceProvider services = Provide(server);

        ClaudeApiException e = await Assert.ThrowsAsync<ClaudeApiException>(() => services.GetRequiredService<ClaudeClient>().AskAsync());

        Assert.Equal(307, e.Status);
    }

    [Fact]
    public async Task ConfigureHttp_AddsHandlers()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(TestHost.HelloScript);
        await using ServiceProvider services = Provide(server, http => http.AddHttpMessageHandler(() => new HeaderHandler()));

        await services.GetRequiredService<ClaudeClient>().AskAsync();

        Assert.Equal("yes", server.Log.All[0].Headers["x-handled"]);
    }

    [Fact]
    public async Task DefaultsOfAllClients_WithResilience_AreLeftOutOfThisOne()
    {
        // With the handler, the request would be sent four times.
        await using ReplayServer server = await ReplayServer.StartAsync(ResponseScript.Error(503, "api_error", "Down"));
        HostApplicationBuilder builder = TestHost.CreateBuilder();
        builder.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler(ShortDelays));
        builder.Services.AddClaudeClient(options => (options.ApiKey, options.BaseUrl, options.MaxRetries) = ("key", server.Address, 0));
        builder.Services.ConfigureHttpClientDefaults(http => http.AddStandardHedgingHandler());
        builder.Services.AddHttpClient("another");
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<ClaudeApiException>(() => host.Services.GetRequiredService<ClaudeClient>().AskAsync());

        Assert.Single(server.Log.All);
        Assert.Contains(ChainOf(host.Services, "another"), handler => handler is ResilienceHandler);
    }

    [Fact]
    public async Task ConfigureHttp_WithResilience_DoesNotStart()
    {
        HostApplicationBuilder builder = TestHost.CreateBuilder();
        builder.Services.AddClaudeClient(options => options.ApiKey = "key").ConfigureHttp(http => http.AddStandardResilienceHandler());

        string mistake = Assert.Single(await TestHost.FailAsync(builder));

        Assert.StartsWith("ConfigureHttp adds a handler of Microsoft.Extensions.Http.Resilience.", mistake, StringComparison.Ordinal);
        Assert.Contains("MaxRetries", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_WhileTheFactoryMakesOtherHandlers_GoesOn()
    {
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(TestHost.HelloScript.StallAfter(events: 3, gate), TestHost.HelloScript);
        await using ServiceProvider services = Provide(server, http => http.SetHandlerLifetime(TimeSpan.FromSeconds(1)));
        var handlers = services.GetRequiredService<IHttpMessageHandlerFactory>();
        ClaudeClient client = services.GetRequiredService<ClaudeClient>();
        HttpMessageHandler before = handlers.CreateHandler("Claude.Aot");
        await using MessageStream stream = await client.Messages.StreamAsync(TestHost.Hello, cancellationToken: TestContext.Current.CancellationToken);
        await gate.Reached;

        // The rotation is the factory's own timer of one second, its shortest.
        while (ReferenceEquals(before, handlers.CreateHandler("Claude.Aot")))
        {
            await Task.Yield();
        }

        before = null!;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        gate.Release();
        Assert.Equal("Hello", await stream.GetFinalTextAsync(TestContext.Current.CancellationToken));
        Assert.Equal("Hello", await client.AskAsync());
    }

    private static void ShortDelays(HttpStandardResilienceOptions options) => options.Retry.Delay = TimeSpan.Zero;

    private static ServiceProvider Provide(ReplayServer server, Action<IHttpClientBuilder>? configure = null) => new ServiceCollection()
        .AddClaudeClient(options => (options.ApiKey, options.BaseUrl) = (TestHost.Key, server.Address))
        .ConfigureHttp(configure ?? (_ => { }))
        .Services.BuildServiceProvider();

    private static SocketsHttpHandler PrimaryOf(IServiceProvider services) => Assert.IsType<SocketsHttpHandler>(ChainOf(services, "Claude.Aot").Last());

    private static IEnumerable<HttpMessageHandler> ChainOf(IServiceProvider services, string name)
    {
        HttpMessageHandler? handler = services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(name);
        for (; handler is not null; handler = (handler as DelegatingHandler)?.InnerHandler)
        {
            yield return handler;
        }
    }

    private sealed class HeaderHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("x-handled", "yes");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
