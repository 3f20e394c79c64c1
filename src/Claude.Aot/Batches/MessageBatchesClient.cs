using System.Runtime.CompilerServices;
using Claude.Aot.Batches;
using Claude.Aot.Http;

namespace Claude.Aot;

/// <summary>Batches: up to 100,000 requests that the API works off by itself within 24 hours. Safe for concurrent use.</summary>
public sealed class MessageBatchesClient
{
    private const string Path = "/v1/messages/batches";
    private const string Beta = "message-batches-2024-09-24";

    private readonly ApiConnection _connection;

    internal MessageBatchesClient(ApiConnection connection) => _connection = connection;

    /// <summary>Creates a batch. Its requests are enumerated and written at once, a few at a time in memory.</summary>
    /// <remarks>
    /// <para>The same batch is never sent twice unless the API has refused it (status 408, 409, 429, 529, or another of which it says itself that it may be repeated), or no connection was made.
    /// After any other failure, such as a break or a timeout after sending, the batch may exist: <see cref="ListAsync"/> tells.</para>
    /// <para>Only a collection (an array, a list) is enumerated again for a retry. Another sequence is enumerated once: after it has begun there is none. What a sequence throws comes out as it is, and
    /// nothing was created then.</para>
    /// <para><see cref="ClaudeTimeouts.FirstEvent"/> counts anew with each piece that is sent. <see cref="ClaudeClientOptions.ExtraBody"/> is not added to the requests. Beta features of the
    /// requests have to be named in <see cref="RequestOptions.Betas"/> or for the client, because the header comes first.</para>
    /// </remarks>
    /// <param name="requests">The requests, each with a name of its own.</param>
    /// <param name="options">What this call does differently from the client; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentNullException"><paramref name="requests"/> is null.</exception>
    /// <exception cref="ArgumentException">A request is null or uses a beta that no option names; a header belongs to an option, or is not valid.</exception>
    /// <exception cref="ClaudeBatchTooLargeException">There are more requests or bytes than <see cref="MessageBatchLimits"/> allows. Nothing was created.</exception>
    /// <exception cref="ClaudeApiException">The API answered with an error, and again after each retry where there were any.</exception>
    /// <exception cref="ClaudeStreamException">The API could not be reached, what answered is not the API, or the answer broke off.</exception>
    /// <exception cref="ClaudeTimeoutException">A limit of time was reached.</exception>
    /// <exception cref="ClaudeCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<MessageBatch> CreateAsync(IEnumerable<MessageBatchRequest> requests, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return CreateAsync(BatchSource.From(requests), options, cancellationToken);
    }

    /// <inheritdoc cref="CreateAsync(IEnumerable{MessageBatchRequest}, RequestOptions?, CancellationToken)"/>
    public Task<MessageBatch> CreateAsync(IAsyncEnumerable<MessageBatchRequest> requests, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return CreateAsync(BatchSource.From(requests), options, cancellationToken);
    }

    /// <summary>Says how far a batch is. All results are there when <see cref="MessageBatch.ProcessingStatus"/> is <see cref="MessageBatchStatus.Ended"/>: nothing tells but asking again.</summary>
    /// <param name="batchId">The batch's id.</param>
    /// <param name="options">What this call does differently from the client; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException"><paramref name="batchId"/> is blank or no id; a header belongs to an option, or is not valid.</exception>
    /// <exception cref="ClaudeApiException">There is no such batch (status 404), or the API answered with another error, and again after each retry.</exception>
    /// <exception cref="ClaudeStreamException">The API could not be reached, what answered is not the API, or the answer broke off.</exception>
    /// <exception cref="ClaudeTimeoutException">A limit of time was reached.</exception>
    /// <exception cref="ClaudeCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<MessageBatch> GetAsync(string batchId, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(new ApiRequest(HttpMethod.Get, ApiRequest.PathOf(Path, batchId)), JsonShape.Batch, static json => new MessageBatch(json), options, cancellationToken);

    /// <summary>Lists all batches, the newest first; further pages are asked for as the enumeration comes to them.</summary>
    /// <param name="page">Where to begin, and how many to ask for at a time; null for all, 20 at a time.</param>
    /// <param name="options">What this call does differently from the client; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <inheritdoc cref="ListPageAsync" path="/exception"/>
    public IAsyncEnumerable<MessageBatch> ListAsync(PageOptions? page = null, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        _connection.ThrowIfDisposed();
        return Pages.AllAsync<MessageBatchPage, MessageBatch>(page, (next, token) => ListPageAsync(next, options, token), cancellationToken);
    }

    /// <summary>Gives one page of the list of batches, the newest first.</summary>
    /// <param name="page">Which one; null for the first, of 20.</param>
    /// <param name="options">What this call does differently from the client; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException"><paramref name="page"/> has both ids; a header belongs to an option, or is not valid.</exception>
    /// <exception cref="ClaudeApiException">The API answered with an error, and again after each retry.</exception>
    /// <exception cref="ClaudeStreamException">The API could not be reached, what answered is not the API, or the answer broke off.</exception>
    /// <exception cref="ClaudeTimeoutException">A limit of time was reached.</exception>
    /// <exception cref="ClaudeCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<MessageBatchPage> ListPageAsync(PageOptions? page = null, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(new ApiRequest(HttpMethod.Get, Path) { Query = page?.ToQuery() ?? "" }, JsonShape.Page, static json => new MessageBatchPage(json), options, cancellationToken);

    /// <summary>Asks a batch to stop. What has begun is ended first, and has to be paid for; every request has a result in the end.</summary>
    /// <param name="batchId">The batch's id.</param>
    /// <param name="options">What this call does differently from the client; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the request to stop.</param>
    /// <returns>The batch, most likely still <c>canceling</c>.</returns>
    /// <inheritdoc cref="GetAsync" path="/exception"/>
    public Task<MessageBatch> CancelAsync(string batchId, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(new ApiRequest(HttpMethod.Post, ApiRequest.PathOf(Path, batchId) + "/cancel"), JsonShape.Batch, static json => new MessageBatch(json), options, cancellationToken);

    /// <summary>Deletes a batch and its results. It must have ended.</summary>
    /// <param name="batchId">The batch's id.</param>
    /// <param name="options">What this call does differently from the client; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <inheritdoc cref="GetAsync" path="/exception"/>
    public Task<DeletedMessageBatch> DeleteAsync(string batchId, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(new ApiRequest(HttpMethod.Delete, ApiRequest.PathOf(Path, batchId)), JsonShape.Batch, static json => new DeletedMessageBatch(json), options, cancellationToken);

    /// <summary>Reads the results of a batch that has ended, in any order, line by line as they arrive.</summary>
    /// <remarks>
    /// <para>A line that is no result does not end the enumeration: its <see cref="MessageBatchResultLine.Error"/> says what is wrong with it. An enumeration that ends without an exception has
    /// seen as many lines as the batch has requests: how many these are is asked for first.</para>
    /// <para>Each enumeration is a request of its own, with retries until its results begin to arrive. Memory is needed for one line at a time.</para>
    /// </remarks>
    /// <param name="batchId">The batch's id.</param>
    /// <param name="options">What this call does differently from the client; null for nothing. <see cref="StreamLimits.MaxLineBytes"/> and <see cref="StreamLimits.MaxDepth"/> hold for each line.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <exception cref="ArgumentException"><paramref name="batchId"/> is blank or no id; a header belongs to an option, or is not valid.</exception>
    /// <exception cref="ClaudeApiException">There is no such batch, it has not ended, its results were removed, or the API answered with another error, and again after each retry.</exception>
    /// <exception cref="ClaudeStreamException">The API could not be reached, what answered is not the API, or the results broke off (<see cref="ClaudeStreamErrorKind.Truncated"/>).</exception>
    /// <exception cref="ClaudeTimeoutException">A limit of time was reached.</exception>
    /// <exception cref="ClaudeCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public IAsyncEnumerable<MessageBatchResultLine> ResultsAsync(string batchId, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        _connection.ThrowIfDisposed();
        return ReadResultsAsync(ApiRequest.PathOf(Path, batchId) + "/results", batchId, options, cancellationToken);
    }

    private async IAsyncEnumerable<MessageBatchResultLine> ReadResultsAsync(
        string path, string batchId, RequestOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        MessageBatch batch = await GetAsync(batchId, options, cancellationToken).ConfigureAwait(false);
        var request = new ApiRequest(HttpMethod.Get, path) { Expected = ResponseKind.JsonLines };
        BatchResultReader results = await new BatchResultsCall(_connection, SettingsOf(options), request, batch.RequestCounts.Total, cancellationToken).RunAsync().ConfigureAwait(false);
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
