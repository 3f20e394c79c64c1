using Claude.Aot.Batches;
using Claude.Aot.Http;
using Claude.Aot.Internal;
using Claude.Aot.Messages;
using Claude.Aot.Telemetry;

namespace Claude.Aot;

/// <summary>A client for messages: <c>/v1/messages</c>. Safe for concurrent use.</summary>
/// <example>
/// <code>
/// await using MessageStream stream = await client.Messages.StreamAsync(request);
/// await foreach (string text in stream.ReadTextAsync())
///     Console.Write(text);
/// </code>
/// </example>
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

    /// <summary>The client for message batches: <c>/v1/messages/batches</c>.</summary>
    public MessageBatchesClient Batches { get; }

    internal ApiConnection Connection => _connection;

    /// <summary>
    /// Sends a request and returns its response as a stream. Returns once the first event has arrived; the request is not retried after that.
    /// </summary>
    /// <param name="request">The request. It is serialized once, before the first attempt.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels the request, and also the reading of the stream.</param>
    /// <returns>The stream. The caller must dispose it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="ArgumentException">A header is invalid or must be set through an option.</exception>
    /// <exception cref="ClaudeApiException">The API returned an error that cannot be retried, or that persisted through all retries.</exception>
    /// <exception cref="ClaudeTransportException">The API could not be reached, or the response is not from the API.</exception>
    /// <exception cref="ClaudeTimeoutException">A timeout expired.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<MessageStream> StreamAsync(MessageRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        _connection.ThrowIfDisposed();
        return StreamAsync(request, new RequestSettings(_connection.Options, options, request.Betas), cancellationToken);
    }

    /// <summary>Sends a request and returns the complete message.</summary>
    /// <remarks>
    /// A response that may take long is streamed internally, so that neither a timeout nor a proxy closes a connection on which no data arrives. This is the
    /// case if <see cref="MessageRequest.MaxTokens"/> is greater than 8,192, or if generating that many tokens may take longer than
    /// <see cref="ClaudeTimeouts.FirstEvent"/> at 128,000 tokens per hour, the minimum rate that the official SDKs assume. Those SDKs refuse to send a request
    /// without streaming if it may take more than 10 minutes, which is 21,333 tokens, or more than 8,192 tokens for some models. The message is the same
    /// either way. If the response fails after it has begun, the request is not retried, because it may already have been billed.
    /// </remarks>
    /// <param name="request">The request. It is serialized once, before the first attempt.</param>
    /// <param name="options">Options that override the client's for this call, or null. <see cref="RequestOptions.OnResponse"/> provides the request id and
    /// the rate limits.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="ArgumentException">A header is invalid or must be set through an option.</exception>
    /// <exception cref="ClaudeApiException">The API returned an error that cannot be retried, or that persisted through all retries.</exception>
    /// <exception cref="ClaudeTransportException">The API could not be reached, the response is not from the API, or the response was cut off.</exception>
    /// <exception cref="ClaudeTimeoutException">A timeout expired.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
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
        var call = new MessageCall(_connection, settings, api, cancellationToken);
        Task<Message> running = CreateTelemetry(request, settings, isStream: false) is { } telemetry
            ? TracedCall.CreateAsync(call, request, telemetry)
            : call.RunAsync();
        return await running.ConfigureAwait(false);
    }

    /// <summary>
    /// Counts the tokens of a request without running it: <c>POST /v1/messages/count_tokens</c>. A <see cref="MessageRequest"/> converts implicitly.
    /// </summary>
    /// <param name="request">The request whose tokens are counted.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="ArgumentException">A header is invalid or must be set through an option.</exception>
    /// <exception cref="ClaudeApiException">The API returned an error that cannot be retried, or that persisted through all retries.</exception>
    /// <exception cref="ClaudeTransportException">The API could not be reached, the response is not from the API, or the response was cut off.</exception>
    /// <exception cref="ClaudeTimeoutException">A timeout expired.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
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
        var api = new ApiRequest(HttpMethod.Post, Path)
        {
            Expected = ResponseKind.EventStream,
            Body = RequestBody.Of(request, settings, _connection.Options, isStream: true),
        };
        var call = new StreamCall(_connection, settings, api, cancellationToken);
        return CreateTelemetry(request, settings, isStream: true) is { } telemetry ? TracedCall.StreamAsync(call, request, telemetry) : call.RunAsync();
    }

    /// <summary>Creates the telemetry of a call; returns null if nothing listens.</summary>
    private InferenceTelemetry? CreateTelemetry(MessageRequest request, RequestSettings settings, bool isStream) =>
        FeatureSwitches.Telemetry ? InferenceTelemetry.TryCreate(_connection.ContextOf(settings.Telemetry), request.Model, isStream) : null;
}
