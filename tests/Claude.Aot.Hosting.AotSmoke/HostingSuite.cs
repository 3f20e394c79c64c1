using Claude.Aot.Testing;
using Microsoft.Extensions.Options;

namespace Claude.Aot.Hosting.AotSmoke;

/// <summary>The uses of dependency injection that a native program must support: a Generic Host, a web app, configuration, keys and mistakes.</summary>
internal static class HostingSuite
{
    private static readonly ResponseScript s_hello = new MessageScript().Text("Hello").End();

    public static IEnumerable<(string Name, Func<Task> Run)> Checks =>
    [
        ("a Generic Host with clients of configuration", GenericHostAsync),
        ("a web app with scoped, keyed and tenants' clients", WebAppAsync),
        ("a mistake that keeps a host from starting", MistakeAsync),
    ];

    public static async Task<string> AskAsync(ClaudeClient client, RequestOptions? options = null)
    {
        var request = new MessageRequest { Model = ClaudeModel.Sonnet55, MaxTokens = 100, Messages = ["Hi"] };
        await using MessageStream stream = await client.Messages.StreamAsync(request, options);
        return await stream.GetFinalTextAsync();
    }

    private static async Task GenericHostAsync()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(ResponseScript.Error(529, "overloaded_error", "Busy"), s_hello);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
        [
            new("Claude:ApiKey", "key-1"), new("Claude:BaseUrl", server.Address.AbsoluteUri), new("Claude:MaxRetryDelay", "00:00:00"),
            new("Claude:Betas:0", "beta-1"), new("Claude:Headers:x-team", "blue"), new("Claude:Timeouts:Idle", "00:01:00"), new("Claude:Limits:MaxBlocks", "7"),
        ]);
        builder.Services.AddClaudeClient(builder.Configuration.GetSection("Claude"));
        using IHost host = builder.Build();
        await host.StartAsync();
        ClaudeClientOptions options = host.Services.GetRequiredService<IOptions<ClaudeClientOptions>>().Value;
        ClaudeClient client = host.Services.GetRequiredService<ClaudeClient>();

        Equal("Hello", await AskAsync(client));
        builder.Configuration["Claude:ApiKey"] = "key-2";
        ((IConfigurationRoot)builder.Configuration).Reload();
        await AskAsync(client);

        // Each call is answered with 529 first.
        Equal("key-1 key-1 key-2 key-2", string.Join(' ', server.Log.All.Select(sent => sent.Headers["x-api-key"])));
        Equal("beta-1 blue", $"{server.Log.All[0].Headers["anthropic-beta"]} {server.Log.All[0].Headers["x-team"]}");
        Equal("00:01:00 7", $"{options.Timeouts.Idle} {options.Limits.MaxBlocks}");
    }

    private static async Task WebAppAsync()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(s_hello);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddClaudeClient(options => (options.ApiKey, options.BaseUrl) = ("key-default", server.Address));
        builder.Services.AddKeyedClaudeClient("b", options => (options.AuthToken, options.BaseUrl) = ("token-b", server.Address));
        builder.Services.AddScoped<Asker>();
        await using WebApplication app = builder.Build();
        app.MapGet("/scoped", (Asker asker) => asker.AskAsync());
        app.MapGet("/b", ([FromKeyedServices("b")] ClaudeClient claude) => AskAsync(claude));
        app.MapGet("/tenants/{tenant}", (string tenant, ClaudeClient claude) => AskAsync(claude, new RequestOptions { ApiKey = $"key-{tenant}" }));
        await app.StartAsync();
        using var browser = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        foreach (string path in (string[])["/scoped", "/b", "/tenants/x"])
        {
            Equal("Hello", await browser.GetStringAsync(path));
        }

        Equal(
            "key-default,Bearer token-b,key-x",
            string.Join(',', server.Log.All.Select(sent => sent.Headers.GetValueOrDefault("x-api-key") ?? sent.Headers["Authorization"])));
    }

    private static async Task MistakeAsync()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Claude:MaxRetries", "-1"), new("Claude:Timeouts:Idel", "1")]);
        builder.Services.AddKeyedClaudeClient("b", builder.Configuration.GetSection("Claude"));
        using IHost host = builder.Build();
        try
        {
            await host.StartAsync();
        }
        catch (OptionsValidationException e)
        {
            Equal("Claude:MaxRetries,Claude:Timeouts:Idel", string.Join(',', e.Failures.Select(failure => failure.Split(": ")[0])));
            return;
        }

        throw new InvalidOperationException("The host started.");
    }

    private static void Equal(string expected, string actual)
    {
        if (expected != actual)
        {
            throw new InvalidOperationException($"Expected '{expected}', got '{actual}'.");
        }
    }
}
