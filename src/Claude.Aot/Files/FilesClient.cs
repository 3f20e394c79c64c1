using Claude.Aot.Files;
using Claude.Aot.Http;

namespace Claude.Aot;

/// <summary>
/// A client for uploaded files: <c>/v1/files</c> (beta). Messages refer to a file by its id, with <see cref="DocumentBlock.FromFileId"/>,
/// <see cref="ImageBlock.FromFileId"/> or <see cref="ContainerUploadBlock"/>. Safe for concurrent use.
/// </summary>
/// <remarks>The calls name the beta feature <c>files-api-2025-04-14</c> themselves. A message that refers to a file must name it too.</remarks>
/// <example>
/// <code>
/// FileObject file = await client.Files.UploadAsync("terms.pdf");
/// Message message = await client.Messages.CreateAsync(new MessageRequest
/// {
///     Model = ClaudeModel.Sonnet55,
///     MaxTokens = 1024,
///     Betas = [FilesClient.Beta],
///     Messages = [new InputMessage(Role.User, [DocumentBlock.FromFileId(file.Id), new TextBlock { Text = "What does clause 4 say?" }])],
/// });
/// </code>
/// </example>
public sealed class FilesClient
{
    /// <summary>The beta feature that covers files, for the requests that refer to them.</summary>
    public const string Beta = "files-api-2025-04-14";

    private const string Path = "/v1/files";

    private readonly ApiConnection _connection;

    internal FilesClient(ApiConnection connection) => _connection = connection;

    /// <summary>Uploads the file at a path. The file is sent while it is read, and opened again for a retry.</summary>
    /// <param name="path">The path of the file. The uploaded file has the last part of it as its name.</param>
    /// <param name="mediaType">The media type, such as <c>application/pdf</c>, or null to derive it from the extension of the name.</param>
    /// <param name="progress">Receives the number of bytes sent so far, after each chunk of at most 64 KB, or null. A retry begins at 0 again. An exception
    /// thrown in it ends the call and reaches the caller.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The file, whose id messages can refer to.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or has no file name; <paramref name="mediaType"/> is not a media type; or a header
    /// is invalid or must be set through an option.</exception>
    /// <exception cref="IOException">The file cannot be read, or became shorter while it was sent.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    /// <exception cref="ClaudeFileTooLargeException">The content has more than <see cref="FileLimits.MaxBytes"/> bytes.</exception>
    /// <exception cref="ClaudeApiException">The API returned an error that cannot be retried, or that persisted through all retries.</exception>
    /// <exception cref="ClaudeTransportException">The API could not be reached, the response is not from the API, or the response was cut off.</exception>
    /// <exception cref="ClaudeTimeoutException">A timeout expired. <see cref="ClaudeTimeouts.FirstEvent"/> restarts with each chunk that is sent.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<FileObject> UploadAsync(
        string path,
        string? mediaType = null,
        IProgress<long>? progress = null,
        RequestOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        return UploadAsync(new FileSource(path), System.IO.Path.GetFileName(path), mediaType, progress, options, cancellationToken);
    }

    /// <summary>
    /// Uploads a stream from its current position to its end. It is sent while it is read. The call is retried only if the stream can seek. The stream stays
    /// open.
    /// </summary>
    /// <param name="content">The content of the file.</param>
    /// <param name="fileName">The name of the file.</param>
    /// <param name="mediaType">The media type, such as <c>application/pdf</c>, or null to derive it from the extension of the name.</param>
    /// <param name="progress">Receives the number of bytes sent so far, after each chunk of at most 64 KB, or null. A retry begins at 0 again. An exception
    /// thrown in it ends the call and reaches the caller.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The file, whose id messages can refer to.</returns>
    /// <exception cref="ArgumentException"><paramref name="content"/> is null or not readable; <paramref name="fileName"/> is null or empty;
    /// <paramref name="mediaType"/> is not a media type; or a header is invalid or must be set through an option.</exception>
    /// <exception cref="IOException">The stream cannot be read, or became shorter while it was sent. Other exceptions of the stream reach the caller
    /// too.</exception>
    /// <exception cref="ClaudeFileTooLargeException">The content has more than <see cref="FileLimits.MaxBytes"/> bytes.</exception>
    /// <exception cref="ClaudeApiException">The API returned an error that cannot be retried, or that persisted through all retries.</exception>
    /// <exception cref="ClaudeTransportException">The API could not be reached, the response is not from the API, or the response was cut off.</exception>
    /// <exception cref="ClaudeTimeoutException">A timeout expired. <see cref="ClaudeTimeouts.FirstEvent"/> restarts with each chunk that is sent.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<FileObject> UploadAsync(
        Stream content,
        string fileName,
        string? mediaType = null,
        IProgress<long>? progress = null,
        RequestOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content.CanRead
            ? UploadAsync(new FileSource(content), fileName, mediaType, progress, options, cancellationToken)
            : throw new ArgumentException("The stream is not readable.", nameof(content));
    }

    /// <summary>Uploads bytes. They are sent without a copy, and must not change until the call has ended.</summary>
    /// <inheritdoc cref="UploadAsync(Stream, string, string?, IProgress{long}?, RequestOptions?, CancellationToken)"/>
    /// <exception cref="ArgumentException"><paramref name="fileName"/> is null or empty; <paramref name="mediaType"/> is not a media type; or a header is
    /// invalid or must be set through an option.</exception>
    public Task<FileObject> UploadAsync(
        ReadOnlyMemory<byte> content,
        string fileName,
        string? mediaType = null,
        IProgress<long>? progress = null,
        RequestOptions? options = null,
        CancellationToken cancellationToken = default) =>
        UploadAsync(new FileSource(content), fileName, mediaType, progress, options, cancellationToken);

    /// <summary>Lists all files, newest first. Further pages are requested as the enumeration reaches them.</summary>
    /// <param name="page">The starting point and the page size, or null to list all files, 20 per page.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <inheritdoc cref="ListPageAsync" path="/exception"/>
    public IAsyncEnumerable<FileObject> ListAsync(PageOptions? page = null, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        _connection.ThrowIfDisposed();
        RequestOptions? copy = options?.Copy();
        return Pages.AllAsync<FilePage, FileObject>(page, (next, token) => ListPageAsync(next, copy, token), cancellationToken);
    }

    /// <summary>Gets one page of the list of files, newest first.</summary>
    /// <param name="page">The page to get, or null for the first 20 files.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException"><paramref name="page"/> has both ids; or a header is invalid or must be set through an option.</exception>
    /// <exception cref="ClaudeApiException">The API returned an error that cannot be retried, or that persisted through all retries.</exception>
    /// <exception cref="ClaudeTransportException">The API could not be reached, the response is not from the API, or the response was cut off.</exception>
    /// <exception cref="ClaudeTimeoutException">A timeout expired.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<FilePage> ListPageAsync(PageOptions? page = null, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(
            new ApiRequest(HttpMethod.Get, Path) { Query = page?.ToQuery() ?? "" },
            JsonShape.Page,
            static json => new FilePage(json),
            options,
            cancellationToken);

    /// <summary>Gets the name, the size and the other properties of a file.</summary>
    /// <param name="fileId">The file's id.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException"><paramref name="fileId"/> is empty or is not a valid id; or a header is invalid or must be set through an
    /// option.</exception>
    /// <exception cref="ClaudeApiException">The file does not exist (status 404), or the API returned another error that cannot be retried, or that persisted
    /// through all retries.</exception>
    /// <exception cref="ClaudeTransportException">The API could not be reached, the response is not from the API, or the response was cut off.</exception>
    /// <exception cref="ClaudeTimeoutException">A timeout expired.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<FileObject> GetAsync(string fileId, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(
            new ApiRequest(HttpMethod.Get, ApiRequest.PathOf(Path, fileId)),
            JsonShape.File,
            static json => new FileObject(json),
            options,
            cancellationToken);

    /// <summary>
    /// Copies the content of a file to a stream while it arrives. Only files that tools created can be downloaded, not those that were uploaded: see
    /// <see cref="FileObject.Downloadable"/>.
    /// </summary>
    /// <remarks>
    /// The call is retried until the first bytes were written to <paramref name="destination"/>. If it fails after that, the stream contains the beginning of
    /// the file.
    /// </remarks>
    /// <param name="fileId">The file's id.</param>
    /// <param name="destination">The destination; it is flushed and stays open.</param>
    /// <param name="progress">Receives the number of bytes written so far, or null. An exception thrown in it ends the call and reaches the caller.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The number of bytes.</returns>
    /// <exception cref="ArgumentException"><paramref name="fileId"/> is empty or is not a valid id; <paramref name="destination"/> is null or not writable; or
    /// a header is invalid or must be set through an option.</exception>
    /// <exception cref="IOException">Writing to the destination failed. Other exceptions of the destination reach the caller too.</exception>
    /// <exception cref="ClaudeApiException">The file does not exist or cannot be downloaded, or the API returned another error that cannot be retried, or that
    /// persisted through all retries.</exception>
    /// <exception cref="ClaudeTransportException">The API could not be reached, or the response was cut off.</exception>
    /// <exception cref="ClaudeTimeoutException">A timeout expired.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<long> DownloadAsync(
        string fileId,
        Stream destination,
        IProgress<long>? progress = null,
        RequestOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        _connection.ThrowIfDisposed();
        var request = new ApiRequest(HttpMethod.Get, ApiRequest.PathOf(Path, fileId) + "/content") { Expected = ResponseKind.Binary };
        return destination.CanWrite
            ? new FileDownloadCall(_connection, SettingsOf(options), request, destination, progress, cancellationToken).RunAsync()
            : throw new ArgumentException("The stream is not writable.", nameof(destination));
    }

    /// <summary>Deletes a file. It cannot be restored.</summary>
    /// <param name="fileId">The file's id.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <inheritdoc cref="GetAsync" path="/exception"/>
    public Task<DeletedFile> DeleteAsync(string fileId, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(
            new ApiRequest(HttpMethod.Delete, ApiRequest.PathOf(Path, fileId)),
            JsonShape.File,
            static json => new DeletedFile(json),
            options,
            cancellationToken);

    private Task<FileObject> UploadAsync(
        FileSource source, string fileName, string? mediaType, IProgress<long>? progress, RequestOptions? options, CancellationToken cancellationToken)
    {
        _connection.ThrowIfDisposed();
        var form = FormPart.Create(fileName, mediaType);
        var request = new ApiRequest(HttpMethod.Post, Path);
        return new FileUploadCall(_connection, SettingsOf(options), request, form, source, progress, cancellationToken).RunAsync();
    }

    private Task<T> RunAsync<T>(ApiRequest request, JsonShape shape, Func<RawJson, T> read, RequestOptions? options, CancellationToken cancellationToken)
    {
        _connection.ThrowIfDisposed();
        return new JsonCall<T>(_connection, SettingsOf(options), request, shape, read, cancellationToken).RunAsync();
    }

    private RequestSettings SettingsOf(RequestOptions? options) => new(_connection.Options, options, betas: [Beta]);
}
