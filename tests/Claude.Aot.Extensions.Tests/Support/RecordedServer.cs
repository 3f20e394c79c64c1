using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Infrastructure;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.Tests.Support;

/// <summary>A local server that answers over real HTTP with recorded streams, in turn, and a chat client of it.</summary>
internal sealed class RecordedServer : IAsyncDisposable
{
    private readonly ReplayServer _server;
    private readonly ClaudeClient _client;

    private RecordedServer(ReplayServer server)
    {
        _server = server;
        _client = new ClaudeClient(new ClaudeClientOptions { ApiKey = "none", BaseUrl = server.Address, UseEnvironment = false, MaxRetries = 0 });
        Chat = _client.AsIChatClient("claude-sonnet-5-5", new ClaudeChatClientOptions { OnUnmapped = Unmapped.Add });
    }

    public IChatClient Chat { get; }

    public Uri Address => _server.Address;

    public List<UnmappedChatItem> Unmapped { get; } = [];

    public IReadOnlyList<Exchange> Exchanges => _server.Log.All;

    public static async Task<RecordedServer> StartAsync(params ResponseScript[] scripts) => new(await ReplayServer.StartAsync(scripts));

    /// <summary>Starts a server that answers with streams of the corpus.</summary>
    public static Task<RecordedServer> StartAsync(params string[] names) => StartAsync([.. names.Select(Recorded)]);

    /// <summary>Reads a stream of the corpus, such as <c>recorded/x</c>.</summary>
    public static ResponseScript Recorded(string name) => ResponseScript.FromFile(Repository.PathOf("tests", "Corpus", name + ".sse"));

    /// <summary>Gets the turns of a request.</summary>
    public JsonElement Turns(int request) =>
        JsonDocument.Parse(Exchanges[request].Body).RootElement.GetProperty("messages");

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }
}
