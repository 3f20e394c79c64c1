using Claude.Aot.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Claude.Aot.Extensions.Tests.DependencyInjection;

/// <summary>Clients of a service provider: how many there are, whose keys they use, and how long they live.</summary>
public sealed class ClientTests
{
    [Fact]
    public async Task Client_OfAHost_IsASingletonThatScopedAndTransientServicesUse()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(TestHost.HelloScript);
        HostApplicationBuilder builder = TestHost.CreateBuilder(("Claude:ApiKey", TestHost.Key), ("Claude:BaseUrl", server.Address.AbsoluteUri));
        builder.Services.AddClaudeClient(builder.Configuration.GetSection("Claude"));
        builder.Services.AddScoped<Consumer>().AddTransient<OtherConsumer>();
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        using IServiceScope one = host.Services.CreateScope(), two = host.Services.CreateScope();
        ClaudeClient[] clients =
        [
            host.Services.GetRequiredService<ClaudeClient>(), one.ServiceProvider.GetRequiredService<Consumer>().Client,
            two.ServiceProvider.GetRequiredService<Consumer>().Client, host.Services.GetRequiredService<OtherConsumer>().Client,
        ];

        Assert.Single(clients.Distinct());
        Assert.Equal("Hello", await clients[1].AskAsync());
        one.Dispose();
        Assert.Equal("Hello", await clients[2].AskAsync());
        Assert.All(server.Log.All, sent => Assert.Equal(TestHost.Key, sent.Headers["x-api-key"]));
        Assert.Equal(1, server.Log.ConnectionCount);
    }

    [Fact]
    public async Task Clients_WithKeys_EachUseTheirOwn()
    {
        using var handler = new ScriptedHandler(TestHost.HelloScript);
        HostApplicationBuilder builder = TestHost.CreateBuilder(("B:ApiKey", "key-b"));
        builder.Services.AddClaudeClient(options => (options.ApiKey, options.HttpHandler) = ("key-default", handler));
        builder.Services.AddKeyedClaudeClient("a", options => (options.AuthToken, options.HttpHandler) = ("token-a", handler));
        builder.Services.AddKeyedClaudeClient("b", builder.Configuration.GetSection("B"));
        builder.Services.Configure<ClaudeClientOptions>("b", options => options.HttpHandler = handler);
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        await host.Services.GetRequiredService<ClaudeClient>().AskAsync();
        await host.Services.GetRequiredKeyedService<ClaudeClient>("a").AskAsync();
        await host.Services.GetRequiredKeyedService<ClaudeClient>("b").AskAsync();

        Assert.Equal(
            ["key-default", "Bearer token-a", "key-b"],
            handler.Log.All.Select(sent => sent.Headers.GetValueOrDefault("x-api-key") ?? sent.Headers["Authorization"]));
    }

    [Fact]
    public async Task KeyedClient_WithoutAKey_DoesNotStartAndNeverTakesTheKeyOfTheProcess()
    {
        using var variable = new EnvironmentVariable("ANTHROPIC_API_KEY", "key-of-the-process");
        HostApplicationBuilder builder = TestHost.CreateBuilder(("B:MaxRetries", "1"));
        builder.Services.AddKeyedClaudeClient("tenant-b", builder.Configuration.GetSection("B"));
        Assert.StartsWith("Claude client 'tenant-b': B:ApiKey: ", Assert.Single(await TestHost.FailAsync(builder)), StringComparison.Ordinal);

        builder = TestHost.CreateBuilder();
        builder.Services.AddKeyedClaudeClient("tenant-b", options => options.ApiKey = null);
        Assert.StartsWith("Claude client 'tenant-b': ApiKey: ", Assert.Single(await TestHost.FailAsync(builder)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_OfTheEnvironment_TakesTheKeyOfTheProcess()
    {
        using var variable = new EnvironmentVariable("ANTHROPIC_API_KEY", "key-of-the-process");
        using var handler = new ScriptedHandler(TestHost.HelloScript);
        await using ServiceProvider services = new ServiceCollection().AddClaudeClient().Services
            .Configure<ClaudeClientOptions>(options => options.HttpHandler = handler)
            .BuildServiceProvider();

        await services.GetRequiredService<ClaudeClient>().AskAsync();

        Assert.Equal("key-of-the-process", handler.Log.All[0].Headers["x-api-key"]);
    }

    [Fact]
    public async Task Client_WithoutAnyKey_DoesNotStart()
    {
        using var variable = new EnvironmentVariable("ANTHROPIC_API_KEY", null);
        HostApplicationBuilder builder = TestHost.CreateBuilder();
        builder.Services.AddClaudeClient(builder.Configuration.GetSection("Claude"));

        string mistake = Assert.Single(await TestHost.FailAsync(builder));

        Assert.StartsWith("Claude:ApiKey: There is no API key", mistake, StringComparison.Ordinal);
        Assert.Contains("ANTHROPIC_API_KEY", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_WithoutCredential_SendsTheKeysOfItsCallsOnly()
    {
        using var variable = new EnvironmentVariable("ANTHROPIC_API_KEY", "key-of-the-process");
        using var handler = new ScriptedHandler(TestHost.HelloScript);
        HostApplicationBuilder builder = TestHost.CreateBuilder();
        builder.Services.AddClaudeClient(options => (options.ApiKey, options.HttpHandler) = ("ignored", handler)).WithoutCredential();
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        ClaudeClient client = host.Services.GetRequiredService<ClaudeClient>();

        await Assert.ThrowsAsync<ClaudeConfigurationException>(() => client.AskAsync());
        await client.AskAsync(new RequestOptions { ApiKey = "tenant" });

        Assert.Equal("tenant", Assert.Single(handler.Log.All).Headers["x-api-key"]);
    }

    [Fact]
    public async Task Key_ThatChangesInTheConfiguration_IsUsedByTheNextCall()
    {
        using var handler = new ScriptedHandler(TestHost.HelloScript);
        HostApplicationBuilder builder = TestHost.CreateBuilder(("Claude:ApiKey", "key-1"));
        builder.Services.AddClaudeClient(builder.Configuration.GetSection("Claude"));
        builder.Services.Configure<ClaudeClientOptions>(options => options.HttpHandler = handler);
        using IHost host = builder.Build();
        ClaudeClient client = host.Services.GetRequiredService<ClaudeClient>();
        await client.AskAsync();

        builder.Configuration["Claude:ApiKey"] = "key-2";
        ((IConfigurationRoot)builder.Configuration).Reload();
        await client.AskAsync();
        builder.Configuration["Claude:ApiKey"] = "";
        Assert.ThrowsAny<Exception>(((IConfigurationRoot)builder.Configuration).Reload);
        ClaudeConfigurationException e = await Assert.ThrowsAsync<ClaudeConfigurationException>(() => client.AskAsync());

        Assert.Equal(["key-1", "key-2"], handler.Log.All.Select(sent => sent.Headers["x-api-key"]));
        Assert.IsType<OptionsValidationException>(e.ProviderException);
        Assert.Same(client, host.Services.GetRequiredService<ClaudeClient>());
    }

    [Fact]
    public async Task Client_AddedTwice_IsOneWithBothConfigurations()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(TestHost.HelloScript);
        var services = new ServiceCollection();
        int handlers = 0;
        services.AddClaudeClient(options => options.ApiKey = "key").ConfigureHttp(http => http.AddHttpMessageHandler(() => new CountingHandler(() => handlers++)));
        services.AddClaudeClient(options => options.BaseUrl = server.Address);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await Assert.Single(provider.GetServices<ClaudeClient>()).AskAsync();

        Assert.Equal("key", Assert.Single(server.Log.All).Headers["x-api-key"]);
        Assert.Equal(1, handlers);
    }

    [Fact]
    public async Task Client_OfADisposedProvider_IsDisposed()
    {
        ServiceProvider services = new ServiceCollection().AddClaudeClient(options => options.ApiKey = "key").Services.BuildServiceProvider();
        ClaudeClient client = services.GetRequiredService<ClaudeClient>();

        await services.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.AskAsync());
    }

    [Fact]
    public async Task Client_ThatATestReplaces_NeedsNoKey()
    {
        using var variable = new EnvironmentVariable("ANTHROPIC_API_KEY", null);
        HostApplicationBuilder builder = TestHost.CreateBuilder();
        builder.Services.AddClaudeClient(builder.Configuration.GetSection("Claude"));
        builder.Services.AddSingleton(new ClaudeClient(new ClaudeClientOptions { ApiKey = "none", HttpHandler = new ScriptedHandler(TestHost.HelloScript) }));

        Assert.Empty(await TestHost.FailAsync(builder));
    }

    [Fact]
    public void Arguments_ThatAreMissing_AreRefused()
    {
        var services = new ServiceCollection();

        Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddClaudeClient());
        Assert.Throws<ArgumentNullException>(() => services.AddClaudeClient((IConfigurationSection)null!));
        Assert.Throws<ArgumentNullException>(() => services.AddClaudeClient((Action<ClaudeClientOptions>)null!));
        Assert.Throws<ArgumentNullException>(() => services.AddKeyedClaudeClient(null!, _ => { }));
        Assert.Throws<ArgumentException>(() => services.AddKeyedClaudeClient("", _ => { }));
        Assert.Throws<ArgumentNullException>(() => services.AddClaudeClient().ConfigureHttp(null!));
    }

    private sealed class Consumer(ClaudeClient client)
    {
        public ClaudeClient Client => client;
    }

    private sealed class OtherConsumer(ClaudeClient client)
    {
        public ClaudeClient Client => client;
    }

    private sealed class CountingHandler(Action count) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            count();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
