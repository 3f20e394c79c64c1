using Claude.Aot.Http;
using Claude.Aot.Internal;
using Claude.Aot.Streaming;

namespace Claude.Aot;

/// <summary>Options of a <see cref="ClaudeClient"/>.</summary>
/// <remarks>The values are copied when a client is created: a later change has no effect on it.</remarks>
/// <example>
/// <code>
/// var options = new ClaudeClientOptions { MaxRetries = 5 };
/// options.Timeouts.Total = TimeSpan.FromMinutes(10);
/// using var client = new ClaudeClient(options);
/// </code>
/// </example>
public sealed partial class ClaudeClientOptions
{
    /// <summary>
    /// The API key. If no credential is set, the environment variable <c>ANTHROPIC_API_KEY</c> is used, or else <c>ANTHROPIC_AUTH_TOKEN</c>. Only one of this,
    /// <see cref="AuthToken"/> and <see cref="CredentialProvider"/> can be set.
    /// </summary>
    /// <remarks>
    /// Setting it to null also counts: the client then never uses the key of the process, for example if the key of a tenant is missing. A client without a
    /// credential can make only calls that bring their own (<see cref="RequestOptions.ApiKey"/>). Other calls throw a
    /// <see cref="ClaudeConfigurationException"/>.
    /// </remarks>
    public string? ApiKey
    {
        get;
        set
        {
            field = value;
            IsCredentialSet = true;
        }
    }

    /// <summary>
    /// Gets or sets a bearer token to use instead of <see cref="ApiKey"/>. If it is set, even to null, the client never uses a key of the process.
    /// </summary>
    public string? AuthToken
    {
        get;
        set
        {
            field = value;
            IsCredentialSet = true;
        }
    }

    /// <summary>
    /// Gets the credential before a request is sent, for example from a vault, instead of <see cref="ApiKey"/>. Null by default. If it is set, even to null,
    /// the client never uses a key of the process.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The credential is cached until one minute before its <see cref="ClaudeCredential.ExpiresAt"/>, or without a limit if that is null. If the API rejects it
    /// with status 401, the provider is called again. If it returns another secret, the request is repeated once; this does not count as a retry.
    /// </para>
    /// <para>
    /// Concurrent calls of the client share one call of the provider. Its token is canceled only if all of them are canceled or timed out. The wait is part of
    /// <see cref="ClaudeTimeouts.FirstEvent"/>. The provider runs on the thread of the first of these calls, and must not block it.
    /// </para>
    /// <para>
    /// If the provider throws, these calls throw a <see cref="ClaudeConfigurationException"/> whose
    /// <see cref="ClaudeConfigurationException.ProviderException"/> has the exception. The failure is not cached, and not retried.
    /// </para>
    /// </remarks>
    public Func<CancellationToken, ValueTask<ClaudeCredential>>? CredentialProvider
    {
        get;
        set
        {
            field = value;
            IsCredentialSet = true;
            // The source is referenced only from this setter, so the trimmer drops it from apps that have no provider.
            CreateCredentialSource = value is null ? null : static options => new ProvidedCredentials(options.CredentialProvider!, options.TimeProvider);
        }
    }

    /// <summary>
    /// The base address of the API. Null by default: then the environment variable <c>ANTHROPIC_BASE_URL</c> is used, or else
    /// <c>https://api.anthropic.com</c>. Unencrypted <c>http</c> is allowed for loopback addresses only.
    /// </summary>
    /// <remarks>A trailing <c>/v1</c> is removed, because every path of the API begins with it. A query is kept and sent with every request.</remarks>
    public Uri? BaseUrl { get; set; }

    /// <summary>
    /// The version of the API, sent as <c>anthropic-version</c>; <see cref="ClaudeApiVersion.V20230601"/> by default. Versions differ in what they accept in
    /// requests: see <see cref="ClaudeApiVersion.V20261021"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The value is null, empty or only whitespace.</exception>
    public string ApiVersion
    {
        get;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value, nameof(ApiVersion));
            field = value;
        }
    } = ClaudeApiVersion.V20230601;

    /// <summary>The timeouts.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ClaudeTimeouts Timeouts { get; set => field = OptionCheck.NotNull(value); } = new();

    /// <summary>
    /// The maximum number of retries before there is a result (for <c>StreamAsync</c>: before the first event). 2 by default, which makes three attempts in
    /// total. 0 disables retries.
    /// </summary>
    /// <remarks>
    /// The creation of a batch is retried only if certainly no batch was created; see
    /// <see cref="Batches.MessageBatchesClient.CreateAsync(IEnumerable{Batches.MessageBatchRequest}, RequestOptions?, CancellationToken)"/>.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxRetries { get; set => field = OptionCheck.NotNegative(value); } = 2;

    /// <summary>
    /// The maximum delay before a retry. 60 s by default. If the server asks for a longer delay, the request is not retried: the error is thrown immediately,
    /// with <see cref="ClaudeApiException.RetryAfter"/>. If zero, retries are sent without a delay, whatever the server asks for; this is meant for tests.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative. This includes <see cref="Timeout.InfiniteTimeSpan"/>.</exception>
    public TimeSpan MaxRetryDelay
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, nameof(MaxRetryDelay));
            field = value;
        }
    } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whether a deviation from what the API sends (see <see cref="ClaudeDiagnosticKind"/>) is an error: a <see cref="ClaudeTransportException"/> of kind
    /// <see cref="ClaudeTransportErrorKind.InvalidResponse"/>. False by default: deviations are tolerated and reported to <see cref="OnDiagnostic"/>.
    /// </summary>
    public bool Strict { get; set; }

    /// <summary>The beta features of every request, as named in the <c>anthropic-beta</c> header.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public IList<string> Betas { get; set => field = OptionCheck.NotNull(value); } = [];

    /// <summary>
    /// Additional headers of every request. Headers that have their own option are rejected: use <see cref="ApiKey"/>, <see cref="AuthToken"/>,
    /// <see cref="ApiVersion"/> or <see cref="Betas"/>.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public IDictionary<string, string> Headers { get; set => field = OptionCheck.NotNull(value); } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Additional members for the body of every message request, streamed or not, by JSON name. They are defaults: a member of the same name in the request or
    /// in the call's options takes precedence. They are not added to token counting and batches.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public IDictionary<string, RawJson> ExtraBody { get; set => field = OptionCheck.NotNull(value); } = new Dictionary<string, RawJson>();

    /// <summary>Memory limits for a response.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public StreamLimits Limits { get; set => field = OptionCheck.NotNull(value); } = new();

    /// <summary>
    /// Called for each unusual condition, on the thread that detected it. It may run concurrently if calls run concurrently. An exception thrown in it ends
    /// the call or the stream, and reaches the caller. Null by default.
    /// </summary>
    public Action<ClaudeDiagnostic>? OnDiagnostic { get; set; }

    /// <summary>
    /// Gets or sets the content of the spans and metrics. By default they contain no text of the user, the model or the tools. They are created only if
    /// something listens to them. See <see cref="ClaudeTelemetry"/>.
    /// </summary>
    public ClaudeTelemetryMode Telemetry { get; set; }

    /// <summary>
    /// A custom handler that sends the requests. Null by default: then a handler tuned for long streams is used. A custom handler must not follow redirects,
    /// because they could send the key to another host.
    /// </summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Whether disposing the client also disposes <see cref="HttpHandler"/>. False by default.</summary>
    public bool DisposeHttpHandler { get; set; }

    /// <summary>The HTTP version to request; 2.0 by default.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Version HttpVersion { get; set => field = OptionCheck.NotNull(value); } = System.Net.HttpVersion.Version20;

    /// <summary>Whether a lower or higher HTTP version is acceptable. By default a lower one is, for servers that do not support HTTP/2.</summary>
    public HttpVersionPolicy HttpVersionPolicy { get; set; } = HttpVersionPolicy.RequestVersionOrLower;

    /// <summary>The time provider; the system's clock by default.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TimeProvider TimeProvider { get; set => field = OptionCheck.NotNull(value); } = TimeProvider.System;

    /// <summary>
    /// Whether the environment variables <c>ANTHROPIC_API_KEY</c>, <c>ANTHROPIC_AUTH_TOKEN</c> and <c>ANTHROPIC_BASE_URL</c> are used for values that are not
    /// set here. True by default.
    /// </summary>
    public bool UseEnvironment { get; set; } = true;

    /// <summary>Whether a credential was set, even to null.</summary>
    internal bool IsCredentialSet { get; private set; }

    /// <summary>Reads an environment variable. Tests replace it.</summary>
    internal Func<string, string?> ReadVariable { get; set; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Creates the object that calls the provider; null if there is none.</summary>
    internal Func<ClaudeClientOptions, CredentialSource>? CreateCredentialSource { get; private set; }

    internal int ResumptionLimit { get; private set; }

    /// <summary>Creates the object that resumes a stream; null if <see cref="MaxResumptions"/> was never set.</summary>
    internal Func<StreamCall, CancellationTokenSource, StreamResumer>? CreateResumer { get; private set; }

    /// <summary>Reads an environment variable; null if it is missing, empty or not to be used.</summary>
    internal string? GetVariable(string name) => UseEnvironment && ReadVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>
    /// Checks these options as the constructor of <see cref="ClaudeClient"/> does, so that an app can report mistakes when it starts. Unlike the constructor,
    /// also checks that there is a credential.
    /// </summary>
    /// <param name="requiresCredential">Whether a missing credential is an error. False for a client whose calls all bring their own.</param>
    /// <exception cref="ClaudeConfigurationException">
    /// There is no credential, more than one is set, or its format is invalid; the address is not usable; or the handler follows redirects. Its
    /// <see cref="ClaudeConfigurationException.Option"/> names the option.
    /// </exception>
    public void Validate(bool requiresCredential = true)
    {
        ClaudeClientOptions copy = Clone();
        copy.OnDiagnostic = null;
        var credentials = CredentialSource.From(copy);
        if (requiresCredential)
        {
            credentials.ThrowIfMissing();
        }

        _ = Endpoint.From(copy);
        if (HttpHandler is not null)
        {
            TransportFactory.Verify(HttpHandler);
        }
    }

    /// <summary>
    /// Creates the handler that a client with these options uses if <see cref="HttpHandler"/> is null. Use it for a handler that several clients share, or as
    /// the last handler of a pipeline. The caller disposes it.
    /// </summary>
    /// <exception cref="ClaudeConfigurationException">The address is not usable.</exception>
    public SocketsHttpHandler CreateHttpHandler()
    {
        ClaudeClientOptions copy = Clone();
        return TransportFactory.Create(copy, Endpoint.From(copy));
    }

    /// <summary>Creates a copy that can be changed without an effect on these options.</summary>
    public ClaudeClientOptions Clone()
    {
        var copy = (ClaudeClientOptions)MemberwiseClone();
        copy.Timeouts = Timeouts.Over(new ClaudeTimeouts());
        copy.Betas = [.. Betas];
        copy.Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase);
        copy.ExtraBody = new Dictionary<string, RawJson>(ExtraBody);
        copy.Limits = Limits.Over(StreamLimits.Default);
        return copy;
    }
}
