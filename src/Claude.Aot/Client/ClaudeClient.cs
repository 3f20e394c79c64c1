using Claude.Aot.Http;

namespace Claude.Aot;

/// <summary>The way to the API. One per application is enough: it is safe for concurrent use and keeps connections.</summary>
/// <remarks>Keys go only in headers, and only to the configured address; no text form of anything here shows them.</remarks>
public sealed class ClaudeClient : IDisposable
{
    /// <summary>Creates a client with the key and address of the environment: <c>ANTHROPIC_API_KEY</c> or <c>ANTHROPIC_AUTH_TOKEN</c>, <c>ANTHROPIC_BASE_URL</c>.</summary>
    /// <exception cref="ArgumentException">There is no key, or what there is cannot be one; the address is not usable.</exception>
    public ClaudeClient()
        : this(new ClaudeClientOptions())
    {
    }

    /// <summary>Creates a client.</summary>
    /// <param name="options">How to reach the API; what is not set there comes from the environment.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no key, or what there is cannot be one; the address would send it unencrypted; the handler would follow redirects.</exception>
    public ClaudeClient(ClaudeClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Connection = new ApiConnection(options, owner: this);
        Messages = new MessagesClient(Connection);
        Models = new ModelsClient(Connection);
    }

    /// <summary>Messages, batches of them, and counting their tokens: <c>/v1/messages</c>.</summary>
    public MessagesClient Messages { get; }

    /// <summary>Models: <c>/v1/models</c>.</summary>
    public ModelsClient Models { get; }

    internal ApiConnection Connection { get; }

    /// <summary>
    /// Ends sending: connections that are not in use are closed, streams that are being read go on to their end. A handler that was given stays open
    /// unless <see cref="ClaudeClientOptions.DisposeHandler"/> is set.
    /// </summary>
    public void Dispose() => Connection.Dispose();
}
