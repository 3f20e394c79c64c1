using System.Text.Json;
using Claude.Aot.Testing;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.Tests.Support;

/// <summary>A chat client over scripted responses, and the requests that it sent.</summary>
internal sealed class ChatTestClient : IDisposable
{
    private readonly ScriptedHandler _handler;
    private readonly ClaudeClient _client;

    public ChatTestClient(ClaudeChatClientOptions? options, params ReadOnlySpan<ResponseScript> scripts)
    {
        _handler = new ScriptedHandler(scripts);
        _client = new ClaudeClient(new ClaudeClientOptions { ApiKey = "none", HttpHandler = _handler, UseEnvironment = false, MaxRetries = 0 });
        Chat = _client.AsIChatClient("claude-sonnet-5-5", options ?? new ClaudeChatClientOptions { OnUnmapped = Unmapped.Add });
    }

    public ChatTestClient(params ReadOnlySpan<ResponseScript> scripts)
        : this(null, scripts)
    {
    }

    public IChatClient Chat { get; }

    public ClaudeClient Client => _client;

    public List<UnmappedChatItem> Unmapped { get; } = [];

    public IReadOnlyList<Exchange> Exchanges => _handler.Log.All;

    public JsonElement Request(int number = 0) => JsonDocument.Parse(_handler.Log.All[number].Body).RootElement;

    public void Dispose() => _client.Dispose();

    /// <summary>Sends messages to a model that answers "ok", and returns the request.</summary>
    public static async Task<JsonElement> SendAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, ClaudeChatClientOptions? clientOptions = null)
    {
        using var test = new ChatTestClient(clientOptions, new MessageScript().Text("ok").End());
        await test.Chat.GetStreamingResponseAsync(messages, options).ToChatResponseAsync();
        return test.Request();
    }

    public static Task<JsonElement> SendAsync(ChatOptions options, ClaudeChatClientOptions? clientOptions = null) =>
        SendAsync([new ChatMessage(ChatRole.User, "Hi")], options, clientOptions);

    /// <summary>Sends contents of the user, and returns their blocks.</summary>
    public static async Task<JsonElement> SendContentsAsync(params AIContent[] contents) =>
        (await SendAsync([new ChatMessage(ChatRole.User, contents)])).GetProperty("messages")[0].GetProperty("content");

    /// <summary>Gets the answer in one piece and in a stream, which must have the same contents.</summary>
    public static async Task<(ChatResponse Whole, ChatResponse Streamed)> AnswerAsync(ResponseScript script)
    {
        using var test = new ChatTestClient(script);
        ChatResponse whole = await test.Chat.GetResponseAsync("Hi");
        return (whole, await test.Chat.GetStreamingResponseAsync("Hi").ToChatResponseAsync());
    }
}
