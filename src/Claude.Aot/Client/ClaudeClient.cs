using Claude.Aot.Http;
using Claude.Aot.Internal;

namespace Claude.Aot;

/// <summary>A client for the Claude API. It is safe for concurrent use and pools connections, so one instance per application is enough.</summary>
/// <remarks>Credentials are sent only in headers, and only to the configured address. No ToString output contains them.</remarks>
/// <example>
/// <code>
/// using var client = new ClaudeClient();
/// Message message = await client.Messages.CreateAsync(new MessageRequest
/// {
///     Model = ClaudeModel.Sonnet55,
///     MaxTokens = 1024,
///     Messages = ["Why is the sky blue?"],
/// });
/// Console.WriteLine(message.Text);
/// </code>
/// </example>
public sealed class ClaudeClient : IDisposable
{
    /// <summary>
    /// Creates a client that reads its credential and address from the environment variables <c>ANTHROPIC_API_KEY</c> or <c>ANTHROPIC_AUTH_TOKEN</c>, and
    /// <c>ANTHROPIC_BASE_URL</c>.
    /// </summary>
    /// <remarks>If no credential is set, each call must bring its own; otherwise it throws a <see cref="ClaudeConfigurationException"/>.</remarks>
    /// <exception cref="ClaudeConfigurationException">The format of the credential is invalid, or the address is not usable.</exception>
    public ClaudeClient()
        : this(new ClaudeClientOptions())
    {
    }

    /// <summary>Creates a client with an API key. Its address is taken from the environment variable <c>ANTHROPIC_BASE_URL</c>, if that is set.</summary>
    /// <param name="apiKey">The API key.</param>
    /// <exception cref="ArgumentNullException"><paramref name="apiKey"/> is null.</exception>
    /// <exception cref="ClaudeConfigurationException">The key or the address cannot be used.</exception>
    public ClaudeClient(string apiKey)
        : this(new ClaudeClientOptions { ApiKey = OptionCheck.NotNull(apiKey, nameof(apiKey)) })
    {
    }

    /// <summary>Creates a client.</summary>
    /// <remarks>
    /// If no credential is set, each call must bring its own; otherwise it throws a <see cref="ClaudeConfigurationException"/>.
    /// <see cref="ClaudeClientOptions.Validate"/> checks that there is one.
    /// </remarks>
    /// <param name="options">The options of the client. Values that are not set are read from the environment.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ClaudeConfigurationException">
    /// More than one credential is set, or its format is invalid; the credential would be sent unencrypted to the address; or the handler follows redirects.
    /// </exception>
    public ClaudeClient(ClaudeClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Connection = new ApiConnection(options, owner: this);
        Messages = new MessagesClient(Connection);
        Models = new ModelsClient(Connection);
        Files = new FilesClient(Connection);
    }

    /// <summary>The client for messages, message batches and token counting: <c>/v1/messages</c>.</summary>
    public MessagesClient Messages { get; }

    /// <summary>The client for models: <c>/v1/models</c>.</summary>
    public ModelsClient Models { get; }

    /// <summary>The client for uploaded files: <c>/v1/files</c> (beta).</summary>
    public FilesClient Files { get; }

    /// <summary>The address that requests are sent to, without the paths of the endpoints.</summary>
    public Uri BaseUrl => Connection.Endpoint.Address;

    internal ApiConnection Connection { get; }

    /// <summary>
    /// Stops sending requests. Idle connections are closed; streams that are being read continue to their end. A handler that was supplied by the caller stays
    /// open unless <see cref="ClaudeClientOptions.DisposeHttpHandler"/> is set.
    /// </summary>
    public void Dispose() => Connection.Dispose();
}
