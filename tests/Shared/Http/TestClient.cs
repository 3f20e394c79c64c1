using Claude.Aot.Testing;

namespace Claude.Aot.Tests.Shared.Http;

/// <summary>
/// Creates clients for tests. They do not read the environment, and their clock stands still, so that no timeout expires on a busy machine, not even the short
/// one for draining a body.
/// </summary>
internal static class TestClient
{
    public const string Key = "sk-ant-test-0123456789";

    public static MessageRequest Hello { get; } = new() { Model = "claude-sonnet-5-5", MaxTokens = 100, Messages = ["Hi"] };

    /// <summary>Creates a client that sends its requests to a handler.</summary>
    public static ClaudeClient Of(HttpMessageHandler handler, Action<ClaudeClientOptions>? configure = null) =>
        Create(options => options.HttpHandler = handler, configure);

    /// <summary>Creates a client for a server.</summary>
    public static ClaudeClient Of(ReplayServer server, Action<ClaudeClientOptions>? configure = null) =>
        Create(options => options.BaseUrl = server.Address, configure);

    /// <summary>Creates a client for a server that uses only one HTTP version.</summary>
    public static ClaudeClient Of(ReplayServer server, string httpVersion, Action<ClaudeClientOptions>? configure = null) => Of(server, options =>
    {
        options.HttpVersion = Version.Parse(httpVersion);
        options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        configure?.Invoke(options);
    });

    /// <summary>Creates a client for an address.</summary>
    public static ClaudeClient Of(Uri address, Action<ClaudeClientOptions>? configure = null) => Create(options => options.BaseUrl = address, configure);

    /// <summary>Sends a request and reads the complete response.</summary>
    public static async Task<string> AskAsync(this ClaudeClient client, MessageRequest? request = null, RequestOptions? options = null)
    {
        await using MessageStream stream = await client.Messages.StreamAsync(request ?? Hello, options).Promptly();
        return await stream.GetFinalTextAsync().Promptly();
    }

    /// <summary>Sends a request and returns the exception that is thrown by the call or while reading.</summary>
    public static Task<T> FailAsync<T>(this ClaudeClient client, RequestOptions? options = null)
        where T : Exception => Check.ThrowsAsync<T>(() => client.AskAsync(options: options));

    /// <summary>Reads the events of <see cref="Scripts.Hello"/> up to the first piece of text.</summary>
    public static async Task ReadUntilHelAsync(this MessageStream stream)
    {
        for (int events = 0; events < Scripts.EventsUntilHel;)
        {
            Check.That(await stream.WaitToReadAsync().Promptly());
            while (stream.TryRead(out _))
            {
                events++;
            }
        }
    }

    /// <summary>Replaces the environment of the process.</summary>
    public static void UseVariables(this ClaudeClientOptions options, Func<string, string?> variables)
    {
        options.UseEnvironment = true;
        options.ReadVariable = variables;
    }

    private static ClaudeClient Create(Action<ClaudeClientOptions> choose, Action<ClaudeClientOptions>? configure)
    {
        var options = new ClaudeClientOptions { ApiKey = Key, UseEnvironment = false, MaxRetryDelay = TimeSpan.Zero, TimeProvider = new ManualTime() };
        choose(options);
        configure?.Invoke(options);
        return new ClaudeClient(options);
    }
}
