using System.Runtime.CompilerServices;
using Claude.Aot.Http;

namespace Claude.Aot.Batches;

/// <summary>A client for message batches: up to 100,000 requests that the API processes asynchronously within 24 hours. Safe for concurrent use.</summary>
/// <example>
/// <code>
/// MessageBatch batch = await client.Messages.Batches.CreateAsync([new MessageBatchRequest { CustomId = "first", Params = request }]);
/// while (batch.ProcessingStatus != MessageBatchStatus.Ended)
/// {
///     await Task.Delay(TimeSpan.FromMinutes(1));
///     batch = await client.Messages.Batches.GetAsync(batch.Id);
/// }
/// </code>
/// </example>
public sealed class MessageBatchesClient
{
    private const string Path = "/v1/messages/batches";
    private const string Beta = "message-batches-2024-09-24";

    private readonly ApiConnection _connection;

    internal MessageBatchesClient(ApiConnection connection) => _connection = connection;

    /// <summary>Creates a batch. The requests are enumerated while the body is written, so that only a few of them are in memory at a time.</summary>
    /// <remarks>
    /// <para>
    /// A batch is sent again only if no connection was established or the API rejected it (with status 408, 409, 429 or 529, or with a response that says that
    /// the request can be retried). After any other failure, such as a lost connection or a timeout after sending, the batch may exist: use
    /// <see cref="ListAsync"/> to find out.
    /// </para>
    /// <para>
    /// Only a collection (an array, a list) is enumerated again for a retry. Any other sequence is enumerated once: after its enumeration has begun, the
    /// request is not retried. An exception that the sequence throws reaches the caller unchanged, and no batch is created then.
    /// </para>
    /// <para>
    /// <see cref="ClaudeTimeouts.FirstEvent"/> restarts with each chunk that is sent. <see cref="ClaudeClientOptions.ExtraBody"/> is not added to the
    /// requests. The beta features of the requests must be listed in <see cref="RequestOptions.Betas"/> or in the client's options, because the header is sent
    /// before the requests.
    /// </para>
    /// </remarks>
    /// <param name="requests">The requests, each with a unique custom id.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentNullException"><paramref name="requests"/> is null.</exception>
    /// <exception cref="ArgumentException">A request is null or uses a beta feature that no option lists; or a header is invalid or must be set through an
    /// option.</exception>
    /// <exception cref="ClaudeBatchTooLargeException">The requests exceed <see cref="MessageBatchLimits"/>. No batch was created.</exception>
    /// <exception cref="ClaudeApiException">The API returned an error that cannot be retried, or that persisted through all retries.</exception>
    /// <exception cref="ClaudeTransportException">The API could not be reached, the response is not from the API, or the response was cut off.</exception>
    /// <exception cref="ClaudeTimeoutException">A timeout expired.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<MessageBatch> CreateAsync(
        IEnumerable<MessageBatchRequest> requests, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return CreateAsync(BatchSource.From(requests), options, cancellationToken);
    }

    /// <inheritdoc cref="CreateAsync(IEnumerable{MessageBatchRequest}, RequestOptions?, CancellationToken)"/>
    public Task<MessageBatch> CreateAsync(
        IAsyncEnumerable<MessageBatchRequest> requests, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return CreateAsync(BatchSource.From(requests), options, cancellationToken);
    }

    /// <summary>
    /// Gets the status of a batch. All results are available once <see cref="MessageBatch.ProcessingStatus"/> is <see cref="MessageBatchStatus.Ended"/>. There
    /// is no notification: poll until then.
    /// </summary>
    /// <param name="batchId">The batch's id.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException"><paramref name="batchId"/> is empty or is not a valid id; or a header is invalid or must be set through an
    /// option.</exception>
    /// <exception cref="ClaudeApiException">The batch does not exist (status 404), or the API returned another error that cannot be retried, or that persisted
    /// through all retries.</exception>
    /// <exception cref="ClaudeTransportException">The API could not be reached, the response is not from the API, or the response was cut off.</exception>
    /// <exception cref="ClaudeTimeoutException">A timeout expired.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<MessageBatch> GetAsync(string batchId, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(
            new ApiRequest(HttpMethod.Get, ApiRequest.PathOf(Path, batchId)),
            JsonShape.Batch,
            static json => new MessageBatch(json),
            options,
            cancellationToken);

    /// <summary>Lists all batches, newest first. Further pages are requested as the enumeration reaches them.</summary>
    /// <param name="page">The starting point and the page size, or null to list all batches, 20 per page.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <inheritdoc cref="ListPageAsync" path="/exception"/>
    public IAsyncEnumerable<MessageBatch> ListAsync(PageOptions? page = null, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        _connection.ThrowIfDisposed();
        RequestOptions? copy = options?.Copy();
        return Pages.AllAsync<MessageBatchPage, MessageBatch>(page, (next, token) => ListPageAsync(next, copy, token), cancellationToken);
    }

    /// <summary>Gets one page of the list of batches, newest first.</summary>
    /// <param name="page">The page to get, or null for the first 20 batches.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException"><paramref name="page"/> has both ids; or a header is invalid or must be set through an option.</exception>
    /// <exception cref="ClaudeApiException">The API returned an error that cannot be retried, or that persisted through all retries.</exception>
    /// <exception cref="ClaudeTransportException">The API could not be reached, the response is not from the API, or the response was cut off.</exception>
    /// <exception cref="ClaudeTimeoutException">A timeout expired.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<MessageBatchPage> ListPageAsync(PageOptions? page = null, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(
            new ApiRequest(HttpMethod.Get, Path) { Query = page?.ToQuery() ?? "" },
            JsonShape.Page,
            static json => new MessageBatchPage(json),
            options,
            cancellationToken);

    /// <summary>
    /// Cancels a batch. Requests that are already being processed are completed first, and are billed. Every request of a canceled batch still gets a result.
    /// </summary>
    /// <param name="batchId">The batch's id.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels this call, not the batch.</param>
    /// <returns>The batch, usually with the status <c>canceling</c>.</returns>
    /// <inheritdoc cref="GetAsync" path="/exception"/>
    public Task<MessageBatch> CancelAsync(string batchId, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(
            new ApiRequest(HttpMethod.Post, ApiRequest.PathOf(Path, batchId) + "/cancel"),
            JsonShape.Batch,
            static json => new MessageBatch(json),
            options,
            cancellationToken);

    /// <summary>Deletes a batch and its results. The batch must have ended.</summary>
    /// <param name="batchId">The batch's id.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <inheritdoc cref="GetAsync" path="/exception"/>
    public Task<DeletedMessageBatch> DeleteAsync(string batchId, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(
            new ApiRequest(HttpMethod.Delete, ApiRequest.PathOf(Path, batchId)),
            JsonShape.Batch,
            static json => new DeletedMessageBatch(json),
            options,
            cancellationToken);

    /// <summary>Reads the results of a batch that has ended, line by line as they arrive, in any order.</summary>
    /// <remarks>
    /// <para>
    /// An invalid line does not end the enumeration: its <see cref="MessageBatchResultLine.Error"/> holds the reason. If the enumeration ends without an
    /// exception, it has returned as many lines as the batch has requests. That number is requested first.
    /// </para>
    /// <para>Each enumeration sends its own requests, which are retried until the results begin to arrive. Only one line at a time is in memory.</para>
    /// </remarks>
    /// <param name="batchId">The batch's id.</param>
    /// <param name="options">Options that override the client's for this call, or null. <see cref="StreamLimits.MaxLineBytes"/> and
    /// <see cref="StreamLimits.MaxDepth"/> apply to each line.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <exception cref="ArgumentException"><paramref name="batchId"/> is empty or is not a valid id; or a header is invalid or must be set through an
    /// option.</exception>
    /// <exception cref="ClaudeApiException">The batch does not exist, has not ended, or its results were deleted; or the API returned another error that
    /// cannot be retried, or that persisted through all retries.</exception>
    /// <exception cref="ClaudeTransportException">The API could not be reached, the response is not from the API, or the results were cut off
    /// (<see cref="ClaudeTransportErrorKind.ResponseEnded"/>).</exception>
    /// <exception cref="ClaudeTimeoutException">A timeout expired.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public IAsyncEnumerable<MessageBatchResultLine> GetResultsAsync(
        string batchId, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        _connection.ThrowIfDisposed();
        return ReadResultsAsync(ApiRequest.PathOf(Path, batchId) + "/results", batchId, options?.Copy(), cancellationToken);
    }

    private async IAsyncEnumerable<MessageBatchResultLine> ReadResultsAsync(
        string path, string batchId, RequestOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        MessageBatch batch = await GetAsync(batchId, options, cancellationToken).ConfigureAwait(false);
        var request = new ApiRequest(HttpMethod.Get, path) { Expected = ResponseKind.JsonLines };
        var call = new BatchResultsCall(_connection, SettingsOf(options), request, batch.RequestCounts.Total, cancellationToken);
        BatchResultReader results = await call.RunAsync().ConfigureAwait(false);
        await using (results.ConfigureAwait(false))
        {
            while (await results.ReadAsync().ConfigureAwait(false) is { } line)
            {
                yield return line;
            }
        }
    }

    private Task<MessageBatch> CreateAsync(BatchSource source, RequestOptions? options, CancellationToken cancellationToken)
    {
        _connection.ThrowIfDisposed();
        return new BatchCreateCall(_connection, SettingsOf(options), new ApiRequest(HttpMethod.Post, Path), source, cancellationToken).RunAsync();
    }

    private Task<T> RunAsync<T>(ApiRequest request, JsonShape shape, Func<RawJson, T> read, RequestOptions? options, CancellationToken cancellationToken)
    {
        _connection.ThrowIfDisposed();
        return new JsonCall<T>(_connection, SettingsOf(options), request, shape, read, cancellationToken).RunAsync();
    }

    private RequestSettings SettingsOf(RequestOptions? options) => new(_connection.Options, options, betas: [], Beta);
}
