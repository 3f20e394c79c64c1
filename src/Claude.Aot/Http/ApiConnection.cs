namespace Claude.Aot.Http;

/// <summary>Everything that a call needs of the client that makes it: the address, the credentials, the transport and the options. Safe for concurrent use.</summary>
internal sealed class ApiConnection : IDisposable
{
    private readonly object _owner;
    private bool _isDisposed;

    /// <param name="options">How to reach the API.</param>
    /// <param name="owner">The object that users know and dispose.</param>
    /// <exception cref="ArgumentException">There is no key, or it cannot be one; the address is not usable; the handler follows redirects.</exception>
    public ApiConnection(ClaudeClientOptions options, object owner)
    {
        _owner = owner;
        Options = options;
        Credentials = Credentials.From(options);
        Endpoint = Endpoint.From(options);
        if (options.Handler is not null)
        {
            TransportFactory.Verify(options.Handler);
        }

        Transport = new HttpMessageInvoker(options.Handler ?? TransportFactory.Create(options, Endpoint), options.Handler is null || options.DisposeHandler);
    }

    public ClaudeClientOptions Options { get; }

    public Credentials Credentials { get; }

    public Endpoint Endpoint { get; }

    public HttpMessageInvoker Transport { get; }

    public void Dispose()
    {
        _isDisposed = true;
        Transport.Dispose();
    }

    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, _owner);
}
