using Claude.Aot.Http;

namespace Claude.Aot;

/// <summary>Says which models there are: <c>/v1/models</c>. Safe for concurrent use.</summary>
public sealed class ModelsClient
{
    private const string Path = "/v1/models";

    private readonly ApiConnection _connection;

    internal ModelsClient(ApiConnection connection) => _connection = connection;

    /// <summary>Lists all models, the newest first; further pages are asked for as the enumeration comes to them.</summary>
    /// <param name="page">Where to begin, and how many to ask for at a time; null for all, 20 at a time.</param>
    /// <param name="options">What this call does differently from the client; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <inheritdoc cref="ListPageAsync" path="/exception"/>
    public IAsyncEnumerable<ModelInfo> ListAsync(PageOptions? page = null, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        _connection.ThrowIfDisposed();
        return Pages.AllAsync<ModelPage, ModelInfo>(page, (next, token) => ListPageAsync(next, options, token), cancellationToken);
    }

    /// <summary>Gives one page of the list of models, the newest first.</summary>
    /// <param name="page">Which one; null for the first, of 20.</param>
    /// <param name="options">What this call does differently from the client; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException"><paramref name="page"/> has both ids; a header belongs to an option, or is not valid.</exception>
    /// <exception cref="ClaudeApiException">The API answered with an error, and again after each retry.</exception>
    /// <exception cref="ClaudeStreamException">The API could not be reached, what answered is not the API, or the answer broke off.</exception>
    /// <exception cref="ClaudeTimeoutException">A limit of time was reached.</exception>
    /// <exception cref="ClaudeCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<ModelPage> ListPageAsync(PageOptions? page = null, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(new ApiRequest(HttpMethod.Get, Path) { Query = page?.ToQuery() ?? "" }, JsonShape.Page, static json => new ModelPage(json), options, cancellationToken);

    /// <summary>Gives one model.</summary>
    /// <param name="modelId">Its id, or an alias, such as <c>claude-sonnet-4-5</c>.</param>
    /// <param name="options">What this call does differently from the client; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException"><paramref name="modelId"/> is blank or no id; a header belongs to an option, or is not valid.</exception>
    /// <exception cref="ClaudeApiException">There is no such model (status 404), or the API answered with another error, and again after each retry.</exception>
    /// <exception cref="ClaudeStreamException">The API could not be reached, what answered is not the API, or the answer broke off.</exception>
    /// <exception cref="ClaudeTimeoutException">A limit of time was reached.</exception>
    /// <exception cref="ClaudeCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<ModelInfo> GetAsync(string modelId, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(new ApiRequest(HttpMethod.Get, ApiRequest.PathOf(Path, modelId)), JsonShape.Model, static json => new ModelInfo(json), options, cancellationToken);

    private Task<T> RunAsync<T>(ApiRequest request, JsonShape shape, Func<RawJson, T> read, RequestOptions? options, CancellationToken cancellationToken)
    {
        _connection.ThrowIfDisposed();
        return new JsonCall<T>(_connection, new RequestSettings(_connection.Options, options, betas: []), request, shape, read, cancellationToken).RunAsync();
    }
}
