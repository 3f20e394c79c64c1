using Claude.Aot.Http;
using Claude.Aot.Internal;
using Claude.Aot.Streaming;

namespace Claude.Aot;

/// <summary>How a <see cref="ClaudeClient"/> reaches the API. Set it up before the client is created: what is changed later may or may not take effect.</summary>
public sealed partial class ClaudeClientOptions
{
    /// <summary>The API key. Null by default: then <c>ANTHROPIC_API_KEY</c> of the <see cref="Environment"/>, unless <see cref="AuthToken"/> is set here.</summary>
    public string? ApiKey { get; set; }

    /// <summary>A bearer token instead of a key. Null by default: then <c>ANTHROPIC_AUTH_TOKEN</c> of the <see cref="Environment"/>, where there is no key.</summary>
    public string? AuthToken { get; set; }

    /// <summary>The address that the API's paths follow. Null by default: then <c>ANTHROPIC_BASE_URL</c> of the <see cref="Environment"/>, else <c>https://api.anthropic.com</c>. Plain <c>http</c> is taken for loopback addresses only.</summary>
    /// <remarks>A <c>/v1</c> at its end is left out, because every path of the API begins with it. A query is kept and sent with every request.</remarks>
    public Uri? BaseUrl { get; set; }

    /// <summary>
    /// The generation of the API, sent as <c>anthropic-version</c>; <see cref="ClaudeApiVersion.V20230601"/> by default. The generations differ in what requests may hold:
    /// <see cref="ClaudeApiVersion.V20261021"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The value is null or blank.</exception>
    public string ApiVersion
    {
        get;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value, nameof(ApiVersion));
            field = value;
        }
    } = ClaudeApiVersion.V20230601;

    /// <summary>The limits of time.</summary>
    public ClaudeTimeouts Timeouts { get; } = new();

    /// <summary>How often a request is sent again before there is a result (of <c>StreamAsync</c>: the first event); 2 by default, so three attempts in all. 0 for none.</summary>
    /// <remarks>A batch is sent again only where none can have been created: <see cref="MessageBatchesClient.CreateAsync(IEnumerable{MessageBatchRequest}, RequestOptions?, CancellationToken)"/> says when that is.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxRetries { get; set => field = OptionCheck.NotNegative(value); } = 2;

    /// <summary>
    /// The longest time to wait before another attempt. 60 s by default. If the server asks for a longer wait, there is no further attempt: the error is thrown at once, with
    /// <see cref="ClaudeApiException.RetryAfter"/>. With zero, attempts follow each other at once, whatever the server asks for: that is for tests.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, as <see cref="Timeout.InfiniteTimeSpan"/> is: there is always a longest time.</exception>
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
    /// Whether a deviation from what the API sends (every <see cref="ClaudeDiagnosticKind"/> that says so) is an error: a <see cref="ClaudeStreamException"/> of kind
    /// <see cref="ClaudeStreamErrorKind.Protocol"/>. False by default: it is tolerated, and reported to <see cref="OnDiagnostic"/>.
    /// </summary>
    public bool Strict { get; set; }

    /// <summary>Beta features for every request, as named in the <c>anthropic-beta</c> header.</summary>
    public IList<string> Betas { get; } = [];

    /// <summary>Further headers for every request. Those that an option of its own sets are refused here: <see cref="ApiKey"/>, <see cref="AuthToken"/>, <see cref="ApiVersion"/>, <see cref="Betas"/>.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Further members for the body of every request for a message, streamed or not, by wire name. They are defaults: a member of the same name that the request or the call has is
    /// sent instead. Counting tokens and batches send what they are given, without these.
    /// </summary>
    public IDictionary<string, RawJson> ExtraBody { get; } = new Dictionary<string, RawJson>();

    /// <summary>How much an answer may ask of memory.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public StreamLimits Limits { get; set => field = OptionCheck.NotNull(value); } = StreamLimits.Default;

    /// <summary>
    /// Called for what is out of the ordinary, on the thread on which it is seen: calls that run at once may call it at once. What it throws ends the call or the stream, and comes out there.
    /// Null by default.
    /// </summary>
    public Action<ClaudeDiagnostic>? OnDiagnostic { get; set; }

    /// <summary>
    /// A handler of your own to send requests with; null by default, for one tuned for long streams. It must not follow redirects: those would carry the key to another host.
    /// </summary>
    public HttpMessageHandler? Handler { get; set; }

    /// <summary>Whether the client disposes <see cref="Handler"/> when it is disposed itself. False by default.</summary>
    public bool DisposeHandler { get; set; }

    /// <summary>The version of HTTP to ask for; 2.0 by default.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Version HttpVersion { get; set => field = OptionCheck.NotNull(value); } = System.Net.HttpVersion.Version20;

    /// <summary>Whether an older or newer version of HTTP will do; by default an older one does, as with servers that do not offer HTTP/2.</summary>
    public HttpVersionPolicy HttpVersionPolicy { get; set; } = HttpVersionPolicy.RequestVersionOrLower;

    /// <summary>Where time comes from; the system's clock by default.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TimeProvider TimeProvider { get; set => field = OptionCheck.NotNull(value); } = TimeProvider.System;

    /// <summary>Reads an environment variable; null where it is not set. Those of the process by default.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Func<string, string?> Environment { get; set => field = OptionCheck.NotNull(value); } = System.Environment.GetEnvironmentVariable;

    internal int ResumptionLimit { get; private set; }

    /// <summary>Creates the object that resumes a stream; null if <see cref="MaxResumptions"/> was never set.</summary>
    internal Func<StreamCall, CancellationTokenSource, StreamResumer>? CreateResumer { get; private set; }
}
