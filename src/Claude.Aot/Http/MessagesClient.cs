namespace Claude.Aot;

/// <summary>Asks the model. Safe for concurrent use.</summary>
public sealed class MessagesClient
{
    private readonly ClaudeClient _client;

    internal MessagesClient(ClaudeClient client) => _client = client;

    /// <summary>
    /// Sends a request and gives its answer as a stream. Completes when the first event has arrived, so that every retry lies behind it.
    /// </summary>
    /// <param name="request">What to ask. It is written once, before the first attempt.</param>
    /// <param name="options">What this call does differently from the client; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the request, and reading the stream too.</param>
    /// <returns>The stream. Dispose it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="ArgumentException">A header belongs to an option, or is not valid.</exception>
    /// <exception cref="ClaudeApiException">The API answered with an error, and again after each retry.</exception>
    /// <exception cref="ClaudeStreamException">The API could not be reached, or what answered is not the API.</exception>
    /// <exception cref="ClaudeTimeoutException">A limit of time was reached.</exception>
    /// <exception cref="ClaudeCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<MessageStream> StreamAsync(MessageRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        _client.ThrowIfDisposed();
        var settings = new RequestSettings(_client.Options, options, request);
        return new StreamCall(_client, settings, cancellationToken).RunAsync();
    }
}
