using Claude.Aot.Http;

namespace Claude.Aot;

/// <summary>A client for the list of models: <c>/v1/models</c>. Safe for concurrent use.</summary>
/// <example>
/// <code>
/// await foreach (ModelInfo model in client.Models.ListAsync())
///     Console.WriteLine($"{model.Id}: {model.DisplayName}");
/// </code>
/// </example>
public sealed class ModelsClient
{
    private const string Path = "/v1/models";

    private readonly ApiConnection _connection;

    internal ModelsClient(ApiConnection connection) => _connection = connection;

    /// <summary>Lists all models, newest first. Further pages are requested as the enumeration reaches them.</summary>
    /// <param name="page">The starting point and the page size, or null to list all models, 20 per page.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <inheritdoc cref="ListPageAsync" path="/exception"/>
    public IAsyncEnumerable<ModelInfo> ListAsync(PageOptions? page = null, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        _connection.ThrowIfDisposed();
        RequestOptions? copy = options?.Copy();
        return Pages.AllAsync<ModelPage, ModelInfo>(page, (next, token) => ListPageAsync(next, copy, token), cancellationToken);
    }

    /// <summary>Gets one page of the list of models, newest first.</summary>
    /// <param name="page">The page to get, or null for the first 20 models.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException"><paramref name="page"/> has both ids; or a header is invalid or must be set through an option.</exception>
    /// <exception cref="ClaudeApiException">The API returned an error that cannot be retried, or that persisted through all retries.</exception>
    /// <exception cref="ClaudeTransportException">The API could not be reached, the response is not from the API, or the response was cut off.</exception>
    /// <exception cref="ClaudeTimeoutException">A timeout expired.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<ModelPage> ListPageAsync(PageOptions? page = null, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(
            new ApiRequest(HttpMethod.Get, Path) { Query = page?.ToQuery() ?? "" },
            JsonShape.Page,
            static json => new ModelPage(json),
            options,
            cancellationToken);

    /// <summary>Gets a model.</summary>
    /// <param name="modelId">The model's id or an alias, such as <c>claude-sonnet-4-5</c>.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException"><paramref name="modelId"/> is empty or is not a valid id; or a header is invalid or must be set through an
    /// option.</exception>
    /// <exception cref="ClaudeApiException">The model does not exist (status 404), or the API returned another error that cannot be retried, or that persisted
    /// through all retries.</exception>
    /// <exception cref="ClaudeTransportException">The API could not be reached, the response is not from the API, or the response was cut off.</exception>
    /// <exception cref="ClaudeTimeoutException">A timeout expired.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<ModelInfo> GetAsync(string modelId, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(
            new ApiRequest(HttpMethod.Get, ApiRequest.PathOf(Path, modelId)),
            JsonShape.Model,
            static json => new ModelInfo(json),
            options,
            cancellationToken);

    private Task<T> RunAsync<T>(ApiRequest request, JsonShape shape, Func<RawJson, T> read, RequestOptions? options, CancellationToken cancellationToken)
    {
        _connection.ThrowIfDisposed();
        return new JsonCall<T>(_connection, new RequestSettings(_connection.Options, options, betas: []), request, shape, read, cancellationToken).RunAsync();
    }
}
