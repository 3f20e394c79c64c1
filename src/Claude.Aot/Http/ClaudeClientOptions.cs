namespace Claude.Aot;

/// <summary>How a <see cref="ClaudeClient"/> reaches the API. Set it up before the client is created: what is changed later may or may not take effect.</summary>
public sealed class ClaudeClientOptions
{
    /// <summary>The API key. Null by default: then <c>ANTHROPIC_API_KEY</c> of the <see cref="Environment"/>, unless <see cref="AuthToken"/> is set here.</summary>
    public string? ApiKey { get; set; }

    /// <summary>A bearer token instead of a key. Null by default: then <c>ANTHROPIC_AUTH_TOKEN</c> of the <see cref="Environment"/>, where there is no key.</summary>
    public string? AuthToken { get; set; }

    /// <summary>The address that the API's paths follow. Null by default: then <c>ANTHROPIC_BASE_URL</c> of the <see cref="Environment"/>, else <c>https://api.anthropic.com</c>. Plain <c>http</c> is taken for loopback addresses only.</summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>The generation of the API; <see cref="ClaudeApiVersion.V20230601"/> by default.</summary>
    public string ApiVersion { get; set; } = ClaudeApiVersion.V20230601;

    /// <summary>The limits of time.</summary>
    public ClaudeTimeouts Timeouts { get; } = new();

    /// <summary>How often a request is sent again before there is a result (of <c>StreamAsync</c>: the first event); 2 by default, so three attempts in all. 0 for none.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>The longest time to wait before another attempt, also where the server asks for more. 60 s by default.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Beta features for every request, as named in the <c>anthropic-beta</c> header.</summary>
    public IList<string> Betas { get; } = [];

    /// <summary>Further headers for every request. Those that an option of its own sets are refused here: <see cref="ApiKey"/>, <see cref="AuthToken"/>, <see cref="ApiVersion"/>, <see cref="Betas"/>.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Further members for the body of every request for a message, streamed or not, by wire name. Those of the request itself come first. Counting tokens and batches send what they
    /// are given, without these.
    /// </summary>
    public IDictionary<string, RawJson> ExtraBody { get; } = new Dictionary<string, RawJson>();

    /// <summary>How much an answer may ask of memory.</summary>
    public StreamLimits Limits { get; set; } = StreamLimits.Default;

    /// <summary>Called for what is out of the ordinary, on the thread on which it is seen. Null by default.</summary>
    public Action<ClaudeDiagnostic>? OnDiagnostic { get; set; }

    /// <summary>
    /// A handler of your own to send requests with; null by default, for one tuned for long streams. It must not follow redirects: those would carry the key to another host.
    /// </summary>
    public HttpMessageHandler? Handler { get; set; }

    /// <summary>Whether the client disposes <see cref="Handler"/> when it is disposed itself. False by default.</summary>
    public bool DisposeHandler { get; set; }

    /// <summary>The version of HTTP to ask for; 2.0 by default.</summary>
    public Version HttpVersion { get; set; } = System.Net.HttpVersion.Version20;

    /// <summary>Whether an older or newer version of HTTP will do; by default an older one does, as with servers that do not offer HTTP/2.</summary>
    public HttpVersionPolicy HttpVersionPolicy { get; set; } = HttpVersionPolicy.RequestVersionOrLower;

    /// <summary>Where time comes from; the system's clock by default.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Reads an environment variable; null where it is not set. Those of the process by default.</summary>
    public Func<string, string?> Environment { get; set; } = System.Environment.GetEnvironmentVariable;
}
