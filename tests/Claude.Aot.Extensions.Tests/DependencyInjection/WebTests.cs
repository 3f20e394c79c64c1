using Claude.Aot.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Claude.Aot.Extensions.Tests.DependencyInjection;

/// <summary>The client in ASP.NET Core, on Kestrel: injected into endpoints, by key, and with the key of the tenant who asks.</summary>
public sealed class WebTests
{
    [Fact]
    public async Task Endpoints_OfAWebApp_AskForTheirTenants()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using ReplayServer server = await ReplayServer.StartAsync(TestHost.HelloScript);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Configuration.AddInMemoryCollection([new("Claude:ApiKey", "key-default"), new("Claude:BaseUrl", server.Address.AbsoluteUri)]);
        builder.Services.AddClaudeClient(builder.Configuration.GetSection("Claude"));
        builder.Services.AddKeyedClaudeClient("b", options => (options.ApiKey, options.BaseUrl) = ("key-b", server.Address));
        await using WebApplication app = builder.Build();
        app.MapGet("/default", (ClaudeClient claude) => claude.AskAsync());
        app.MapGet("/b", ([FromKeyedServices("b")] ClaudeClient claude) => claude.AskAsync());
        app.MapGet("/tenants/{tenant}", (string tenant, ClaudeClient claude) => claude.AskAsync(new RequestOptions { ApiKey = $"key-{tenant}" }));
        await app.StartAsync(cancellationToken);
        using var browser = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        foreach (string path in (string[])["/default", "/b", "/tenants/x", "/tenants/y"])
        {
            Assert.Equal("Hello", await browser.GetStringAsync(path, cancellationToken));
        }

        Assert.Equal(["key-default", "key-b", "key-x", "key-y"], server.Log.All.Select(sent => sent.Headers["x-api-key"]));
        // One per client: the tenants share that of the client without a key.
        Assert.Equal(2, server.Log.ConnectionCount);
    }

    [Fact]
    public async Task WebApp_WithoutAKey_DoesNotStart()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddClaudeClient(options => options.ApiKey = null);
        await using WebApplication app = builder.Build();

        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));
    }
}
