using Claude.Aot.Testing;
using Claude.Aot.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Claude.Aot.Extensions.Tests.DependencyInjection;

/// <summary>The programs of docs/dependency-injection.md, to the letter, and its list of log messages.</summary>
public sealed class InjectionGuideTests
{
    [Fact]
    public async Task Configuration()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddClaudeClient(builder.Configuration.GetSection("Claude"));
        builder.Services.AddScoped<Summarizer>();          // its constructor has a parameter of type ClaudeClient

        AnswerWith(builder);
        using IHost host = builder.Build();
        using IServiceScope scope = host.Services.CreateScope();
        Assert.Equal("Rivers bend.", await scope.ServiceProvider.GetRequiredService<Summarizer>().Client.AskAsync());
    }

    [Fact]
    public async Task SeveralKeys()
    {
        HostApplicationBuilder builder = TestHost.CreateBuilder(("Tenants:B:ApiKey", "key-b"));
        var keys = new Dictionary<string, string> { ["tenant-c"] = "key-c" };

        builder.Services.AddKeyedClaudeClient("tenant-b", builder.Configuration.GetSection("Tenants:B"));
        builder.Services.AddKeyedClaudeClient("tenant-c", options => options.ApiKey = keys["tenant-c"]);

        using var handler = new ScriptedHandler(TestHost.HelloScript);
        builder.Services.ConfigureAll<ClaudeClientOptions>(options => options.HttpHandler = handler);
        using IHost host = builder.Build();
        await host.Services.GetRequiredKeyedService<ClaudeClient>("tenant-b").AskAsync();
        await host.Services.GetRequiredKeyedService<ClaudeClient>("tenant-c").AskAsync();
        Assert.Equal(["key-b", "key-c"], handler.Log.All.Select(sent => sent.Headers["x-api-key"]));
    }

    [Fact]
    public async Task ManyTenants()
    {
        HostApplicationBuilder builder = TestHost.CreateBuilder();
        const string keyOfTenant = "key-x";
        MessageRequest request = TestHost.Hello;

        builder.Services.AddClaudeClient().WithoutCredential();

        using var handler = new ScriptedHandler(TestHost.HelloScript);
        builder.Services.Configure<ClaudeClientOptions>(options => options.HttpHandler = handler);
        using IHost host = builder.Build();
        ClaudeClient claude = host.Services.GetRequiredService<ClaudeClient>();

        var options = new RequestOptions { ApiKey = keyOfTenant };
        await using MessageStream stream = await claude.Messages.StreamAsync(request, options);

        Assert.Equal("Hello", await stream.GetFinalTextAsync(TestContext.Current.CancellationToken));
        Assert.Equal(keyOfTenant, handler.Log.All[0].Headers["x-api-key"]);
    }

    [Fact]
    public async Task KeysThatChange()
    {
        HostApplicationBuilder builder = TestHost.CreateBuilder();
        builder.Services.AddSingleton<TokenService>();

        builder.Services.AddOptions<ClaudeClientOptions>().Configure<TokenService>((options, tokens) =>
            options.CredentialProvider = async cancellationToken =>
            {
                (string token, DateTimeOffset expiresAt) = await tokens.GetAsync(cancellationToken);
                return ClaudeCredential.Bearer(token, expiresAt);
            });
        builder.Services.AddClaudeClient();

        using var handler = new ScriptedHandler(TestHost.HelloScript);
        builder.Services.Configure<ClaudeClientOptions>(options => options.HttpHandler = handler);
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<ClaudeClient>().AskAsync();
        Assert.Equal("Bearer token", handler.Log.All[0].Headers["Authorization"]);
    }

    [Fact]
    public async Task Http()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(TestHost.HelloScript);
        HostApplicationBuilder builder = TestHost.CreateBuilder(("Claude:ApiKey", "key"), ("Claude:BaseUrl", server.Address.AbsoluteUri));

        builder.Services.AddTransient<AuditHandler>();
        builder.Services.AddClaudeClient(builder.Configuration.GetSection("Claude"))
            .ConfigureHttp(http => http.AddHttpMessageHandler<AuditHandler>());

        using IHost host = builder.Build();
        Assert.Equal("Hello", await host.Services.GetRequiredService<ClaudeClient>().AskAsync());
        Assert.Equal("yes", server.Log.All[0].Headers["x-audited"]);
    }

    [Fact]
    public void Page_ListsEveryLogMessage()
    {
        string[] rows = [.. File.ReadLines(Repository.PathOf("docs", "dependency-injection.md")).SkipWhile(line => line != "## Logging").Where(line => line.StartsWith('|')).Skip(2)];

        var messages = from method in typeof(Logging.ClaudeLog).GetMethods()
                       let message = (LoggerMessageAttribute?)Attribute.GetCustomAttribute(method, typeof(LoggerMessageAttribute))
                       where message is not null
                       orderby message.EventId
                       select $"| {message.EventId} | {message.Level} | `{method.Name}` |";

        Assert.Equal(messages, rows.Select(row => string.Join('|', row.Split('|')[..4]) + '|'));
    }

    private static void AnswerWith(HostApplicationBuilder builder) =>
        builder.Services.Configure<ClaudeClientOptions>(options =>
        {
            options.ApiKey = "none";
            options.HttpHandler = new ScriptedHandler(new MessageScript().Text("Rivers bend.").End());
        });

    private sealed class Summarizer(ClaudeClient client)
    {
        public ClaudeClient Client => client;
    }

    private sealed class TokenService
    {
        private readonly (string Token, DateTimeOffset ExpiresAt) _token = ("token", DateTimeOffset.MaxValue);

        public Task<(string Token, DateTimeOffset ExpiresAt)> GetAsync(CancellationToken cancellationToken) =>
            Task.FromResult(_token).WaitAsync(cancellationToken);
    }

    private sealed class AuditHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("x-audited", "yes");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
