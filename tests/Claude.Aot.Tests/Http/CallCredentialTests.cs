using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Http;

/// <summary>Credentials that a call brings itself, as for many tenants over one client.</summary>
public sealed class CallCredentialTests
{
    private const string Page = """{"data":[],"has_more":false}""";
    private const string Batch = """{"id":"msgbatch_1","type":"message_batch","processing_status":"ended","request_counts":{"succeeded":0}}""";

    private static readonly (string What, Func<ClaudeClient, RequestOptions, Task> Call)[] s_calls =
    [
        ("stream", static (client, options) => client.AskAsync(options: options)),
        ("create", static (client, options) => client.Messages.CreateAsync(TestClient.Hello, options)),
        ("count", static (client, options) => client.Messages.CountTokensAsync(TestClient.Hello, options)),
        ("model", static (client, options) => client.Models.GetAsync("m", options)),
        ("models", static (client, options) => client.Models.ListAsync(options: options).ToListAsync().AsTask()),
        ("batch", static (client, options) => client.Messages.Batches.CreateAsync([new MessageBatchRequest("a", TestClient.Hello)], options)),
        ("batch read", static (client, options) => client.Messages.Batches.GetAsync("b", options)),
        ("batches", static (client, options) => client.Messages.Batches.ListAsync(options: options).ToListAsync().AsTask()),
        ("results", static (client, options) => client.Messages.Batches.GetResultsAsync("b", options).ToListAsync().AsTask()),
        ("tools", static async (client, options) =>
        {
            await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [], requestOptions: options);
            await run.GetFinalMessageAsync();
        }),
    ];

    public static TheoryData<string> Calls => [.. s_calls.Select(call => call.What)];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_WithItsOwnKeyOrToken_SendsNothingOfTheClient(string what)
    {
        using ScriptedHandler handler = Api();
        using ClaudeClient client = TestClient.Of(handler);
        Func<ClaudeClient, RequestOptions, Task> call = s_calls.Single(call => call.What == what).Call;

        await call(client, new RequestOptions { ApiKey = "tenant-key" });
        Assert.All(handler.Log.All, sent => Assert.Equal(("tenant-key", false), (sent.Headers["x-api-key"], sent.Headers.ContainsKey("Authorization"))));
        int sentWithKey = handler.Log.All.Count;
        Assert.NotEqual(0, sentWithKey);

        await call(client, new RequestOptions { AuthToken = "tenant-token" });
        Assert.All(handler.Log.All.Skip(sentWithKey), sent =>
            Assert.Equal(("Bearer tenant-token", false), (sent.Headers["Authorization"], sent.Headers.ContainsKey("x-api-key"))));
    }

    [Fact]
    public async Task Call_WithItsOwnKey_NeedsNoneOfTheClient()
    {
        using var handler = new ScriptedHandler(Scripts.Hello);
        using var client = new ClaudeClient(new ClaudeClientOptions { HttpHandler = handler, UseEnvironment = false });

        Assert.Equal("Hello", await client.AskAsync(options: new RequestOptions { ApiKey = "tenant" }));
    }

    [Fact]
    public async Task Call_RetriedAndResumed_KeepsItsKey()
    {
        using var handler = new ScriptedHandler(Scripts.Overloaded, Scripts.Hello.AbortAfter(Scripts.EventsUntilHel), Scripts.Overloaded, Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler, options => options.MaxResumptions = 1);

        await client.AskAsync(options: new RequestOptions { ApiKey = "tenant" });

        Assert.Equal(Enumerable.Repeat("tenant", 4), handler.Log.All.Select(sent => sent.Headers["x-api-key"]));
    }

    [Fact]
    public async Task Call_RejectedKey_IsNotReplacedByTheProvider()
    {
        int asked = 0;
        using var handler = new ScriptedHandler(ResponseScript.Error(401, "authentication_error", "invalid x-api-key"));
        using ClaudeClient client = TestClient.Of(handler, options =>
        {
            options.ApiKey = null;
            options.CredentialProvider = _ => new(ClaudeCredential.ApiKey($"{++asked}"));
        });

        await client.FailAsync<ClaudeApiException>(new RequestOptions { ApiKey = "tenant" });

        Assert.Single(handler.Log.All);
        Assert.Equal(0, asked);
    }

    [Theory]
    [InlineData("key", "token", "not both")]
    [InlineData(null, "", "AuthToken is empty")]
    [InlineData("a key", null, "ApiKey contains a character")]
    [InlineData(null, null, "set to null")]
    public async Task Call_CredentialThatIsNone_FailsAndNeverUsesTheClients(string? key, string? token, string message)
    {
        using var handler = new ScriptedHandler(Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);

        ClaudeConfigurationException e = await client.FailAsync<ClaudeConfigurationException>(new RequestOptions { ApiKey = key, AuthToken = token });

        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Empty(handler.Log.All);
    }

    [Fact]
    public async Task Calls_OfManyTenants_ShareOneConnection()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);
        using ClaudeClient client = TestClient.Of(server);

        for (int tenant = 0; tenant < 100; tenant++)
        {
            await client.AskAsync(options: new RequestOptions { ApiKey = $"tenant-{tenant}" });
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(tenant => $"tenant-{tenant}"), server.Log.All.Select(sent => sent.Headers["x-api-key"]));
        Assert.Equal(1, server.Log.ConnectionCount);
    }

    [Fact]
    public async Task Clients_OverOneHandler_ShareOneConnection()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);
        using SocketsHttpHandler shared = new ClaudeClientOptions { BaseUrl = server.Address }.CreateHttpHandler();

        for (int tenant = 0; tenant < 10; tenant++)
        {
            using ClaudeClient client = TestClient.Of(server, options => (options.ApiKey, options.HttpHandler) = ($"tenant-{tenant}", shared));
            await client.AskAsync();
        }

        Assert.Equal(10, server.Log.All.Count);
        Assert.Equal(1, server.Log.ConnectionCount);
    }

    private static ScriptedHandler Api() => new(new ScriptRoutes()
        .Map("POST", "/v1/messages", static sent => sent.BodyText.Contains("\"stream\":true", StringComparison.Ordinal)
            ? Scripts.Hello
            : ResponseScript.Json("""{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"text","text":"Hello"}]}"""))
        .Map("POST", "/v1/messages/count_tokens", ResponseScript.Json("""{"input_tokens":1}"""))
        .Map("GET", "/v1/models/*", ResponseScript.Json("""{"id":"m","type":"model"}"""))
        .Map("GET", "/v1/models", static sent => ResponseScript.Json(sent.Query.Contains("after", StringComparison.Ordinal)
            ? Page
            : """{"data":[{"id":"m","type":"model"}],"has_more":true,"last_id":"m"}"""))
        .Map("POST", "/v1/messages/batches", ResponseScript.Json(Batch))
        .Map("GET", "/v1/messages/batches", ResponseScript.Json(Page))
        .Map("GET", "/v1/messages/batches/*", ResponseScript.Json(Batch))
        .Map("GET", "/v1/messages/batches/*/results", ResponseScript.Answer(200, "application/x-jsonl", "")));
}
