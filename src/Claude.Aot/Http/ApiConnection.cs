using Claude.Aot.Telemetry;

namespace Claude.Aot.Http;

/// <summary>The parts of a client that its calls need: the address, the credentials, the transport and the options. Safe for concurrent use.</summary>
internal sealed class ApiConnection : IDisposable
{
    private readonly object _owner;
    private bool _isDisposed;

    /// <summary>Creates the connection.</summary>
    /// <param name="options">The client's options.</param>
    /// <param name="owner">The public object that users dispose; named in <see cref="ObjectDisposedException"/>.</param>
    /// <exception cref="ClaudeConfigurationException">More than one credential is set, or its format is invalid; the address is not usable; or the
    /// handler follows redirects.</exception>
    public ApiConnection(ClaudeClientOptions options, object owner)
    {
        _owner = owner;
        options = options.Clone();
        Options = options;
        Credentials = CredentialSource.From(options);
        Endpoint = Endpoint.From(options);
        if (options.HttpHandler is not null)
        {
            TransportFactory.Verify(options.HttpHandler);
        }

        Transport = options.HttpHandler is { } handler
            ? new HttpMessageInvoker(handler, options.DisposeHttpHandler)
            : new HttpMessageInvoker(TransportFactory.Create(options, Endpoint));
    }

    public ClaudeClientOptions Options { get; }

    public CredentialSource Credentials { get; }

    public Endpoint Endpoint { get; }

    public HttpMessageInvoker Transport { get; }

    /// <summary>Gets the properties that the telemetry of a call needs.</summary>
    public InferenceContext ContextOf(ClaudeTelemetryMode mode) => new(Endpoint.Address, Options.TimeProvider, mode);

    public void Dispose()
    {
        _isDisposed = true;
        Transport.Dispose();
    }

    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, _owner);
}
