using Claude.Aot.Http;
using Claude.Aot.Messages;

namespace Claude.Aot;

/// <summary>Asks the model. Safe for concurrent use.</summary>
public sealed class MessagesClient
{
    private const string Path = "/v1/messages";
    private const string CountTokensBeta = "token-counting-2024-11-01";

    private readonly ApiConnection _connection;

    internal MessagesClient(ApiConnection connection)
    {
        _connection = connection;
        Batches = new MessageBatchesClient(connection);
    }

    /// <summary>Batches of messages: <c>/v1/messages/batches</c>.</summary>
    public MessageBatchesClient Batches { get; }

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
        _connection.ThrowIfDisposed();
        return StreamAsync(request, new RequestSettings(_connection.Options, options, request.Betas), cancellationToken);
    }

    /// <summary>Sends a request and gives its whole answer.</summary>
    /// <remarks>
    /// An answer that may take long is streamed inside, so that neither a limit of time nor a proxy ends a connection on which nothing moves. That is so where
    /// <see cref="MessageRequest.MaxTokens"/> is above 8,192, or where writing so many tokens may take longer than <see cref="ClaudeTimeouts.FirstEvent"/>, at the 128,000 tokens an
    /// hour that the official SDKs expect at least. They refuse to ask without streaming for what may take more than 10 minutes, which is 21,333 tokens, and for some models for more
    /// than 8,192. The message is the same either way. A failure after the answer has begun is not followed by a retry: it may have been paid for.
    /// </remarks>
    /// <param name="request">What to ask. It is written once, before the first attempt.</param>
    /// <param name="options">What this call does differently from the client; null for nothing. <see cref="RequestOptions.OnResponse"/> tells request id and rate limits.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="ArgumentException">A header belongs to an option, or is not valid.</exception>
    /// <exception cref="ClaudeApiException">The API answered with an error, and again after each retry.</exception>
    /// <exception cref="ClaudeStreamException">The API could not be reached, what answered is not the API, or the answer broke off.</exception>
    /// <exception cref="ClaudeTimeoutException">A limit of time was reached.</exception>
    /// <exception cref="ClaudeCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public async Task<Message> CreateAsync(MessageRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        _connection.ThrowIfDisposed();
        var settings = new RequestSettings(_connection.Options, options, request.Betas);
        if (LongAnswer.IsExpected(request.MaxTokens, settings.Timeouts))
        {
            MessageStream stream = await StreamAsync(request, settings, cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                return await stream.GetFinalMessageAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        var api = new ApiRequest(HttpMethod.Post, Path) { Body = RequestBody.Of(request, settings, _connection.Options, isStream: false) };
        return await new MessageCall(_connection, settings, api, cancellationToken).RunAsync().ConfigureAwait(false);
    }

    /// <summary>Counts the tokens of a request without running it: <c>POST /v1/messages/count_tokens</c>. A <see cref="MessageRequest"/> converts to what this takes.</summary>
    /// <param name="request">What to count.</param>
    /// <param name="options">What this call does differently from the client; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="ArgumentException">A header belongs to an option, or is not valid.</exception>
    /// <exception cref="ClaudeApiException">The API answered with an error, and again after each retry.</exception>
    /// <exception cref="ClaudeStreamException">The API could not be reached, what answered is not the API, or the answer broke off.</exception>
    /// <exception cref="ClaudeTimeoutException">A limit of time was reached.</exception>
    /// <exception cref="ClaudeCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<TokenCount> CountTokensAsync(CountTokensRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        _connection.ThrowIfDisposed();
        var settings = new RequestSettings(_connection.Options, options, request.Betas, CountTokensBeta);
        var api = new ApiRequest(HttpMethod.Post, Path + "/count_tokens") { Body = RequestBody.Of(request, settings) };
        return new JsonCall<TokenCount>(_connection, settings, api, JsonShape.TokenCount, static json => new TokenCount(json), cancellationToken).RunAsync();
    }

    private Task<MessageStream> StreamAsync(MessageRequest request, RequestSettings settings, CancellationToken cancellationToken)
    {
        var api = new ApiRequest(HttpMethod.Post, Path) { Expected = ResponseKind.EventStream, Body = RequestBody.Of(request, settings, _connection.Options, isStream: true) };
        return new StreamCall(_connection, settings, api, cancellationToken).RunAsync();
    }
}
