using Claude.Aot.Http;
using Claude.Aot.Internal;
using Claude.Aot.Streaming;

namespace Claude.Aot;

/// <summary>Options of a single call that override those of the client. A value that is not set leaves the client's value in effect.</summary>
/// <remarks>
/// The values are copied when a call begins: a later change has no effect on it. One instance can be used for many calls, also at the same time, as long as it
/// is not changed meanwhile.
/// </remarks>
/// <example>
/// <code>
/// var options = new RequestOptions { MaxRetries = 0, OnResponse = response =&gt; Console.WriteLine(response.RequestId) };
/// options.Headers["x-trace"] = "42";
/// Message message = await client.Messages.CreateAsync(request, options);
/// </code>
/// </example>
public sealed partial class RequestOptions
{
    private bool _isCredentialSet;

    /// <summary>
    /// The API key of this call, instead of the client's credential. It also applies to the retries and resumptions of the call, and to the further pages of a
    /// list. Calls with different keys share the client's connections.
    /// </summary>
    /// <remarks>
    /// Setting it to null also counts: the call then fails with a <see cref="ClaudeConfigurationException"/> and never uses the client's credential, for
    /// example if the key of a tenant is missing. The call fails in the same way if both this and <see cref="AuthToken"/> are set, or if the value cannot be
    /// a key.
    /// </remarks>
    public string? ApiKey
    {
        get;
        set
        {
            field = value;
            _isCredentialSet = true;
        }
    }

    /// <summary>The bearer token of this call, instead of the client's credential; otherwise like <see cref="ApiKey"/>.</summary>
    public string? AuthToken
    {
        get;
        set
        {
            field = value;
            _isCredentialSet = true;
        }
    }

    /// <summary>The timeouts of this call. A timeout that is not set here is the client's.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ClaudeTimeouts Timeouts { get; set => field = OptionCheck.NotNull(value); } = new();

    /// <summary>The maximum number of retries of this call; see <see cref="ClaudeClientOptions.MaxRetries"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? MaxRetries { get; set => field = value is { } number ? OptionCheck.NotNegative(number) : null; }

    /// <summary>Whether a deviation from what the API sends is an error in this call.</summary>
    public bool? Strict { get; set; }

    /// <summary>The version of the API for this call, sent as <c>anthropic-version</c>, such as <see cref="ClaudeApiVersion.V20261021"/>.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>The beta features of this call, in addition to those of the client and the request.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public IList<string> Betas { get; set => field = OptionCheck.NotNull(value); } = [];

    /// <summary>Additional headers of this call. A header replaces the client's header of the same name.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public IDictionary<string, string> Headers { get; set => field = OptionCheck.NotNull(value); } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Additional members of the body, by JSON name. They take precedence over members of the same name in the request and in the client's options. Ignored
    /// for requests without a body.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public IDictionary<string, RawJson> ExtraBody { get; set => field = OptionCheck.NotNull(value); } = new Dictionary<string, RawJson>();

    /// <summary>Memory limits for the response. A limit that is not set here is the client's.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public StreamLimits Limits { get; set => field = OptionCheck.NotNull(value); } = new();

    /// <summary>
    /// Called with the status, headers, request id and rate limits as soon as a successful response has begun, before its body is read, on the thread on which
    /// it arrived. It is called again for each retry, each page of a list and each resumption of a stream, and twice for the results of a batch, whose number
    /// is requested first. For errors, use the properties of <see cref="ClaudeApiException"/>. An exception thrown in it ends the call. Null by default.
    /// </summary>
    public Action<ClaudeResponse>? OnResponse { get; set; }

    /// <summary>Called for each unusual condition in this call, instead of <see cref="ClaudeClientOptions.OnDiagnostic"/>. Null by default.</summary>
    public Action<ClaudeDiagnostic>? OnDiagnostic { get; set; }

    /// <summary>
    /// Gets or sets the content of the spans and metrics of this call, instead of <see cref="ClaudeClientOptions.Telemetry"/>. Null by default.
    /// </summary>
    public ClaudeTelemetryMode? Telemetry { get; set; }

    internal int? ResumptionLimit { get; private set; }

    /// <summary>Creates the object that resumes a stream; null if <see cref="MaxResumptions"/> was never set.</summary>
    internal Func<StreamCall, CancellationTokenSource, StreamResumer>? CreateResumer { get; private set; }

    /// <summary>Gets the credential of this call; null for that of the client.</summary>
    /// <exception cref="ClaudeConfigurationException">The credential was set to null, more than one is set, or its format is invalid.</exception>
    internal ClaudeCredential? ToCredential() => (ApiKey, AuthToken) switch
    {
        (not null, not null) => throw new ClaudeConfigurationException(
            nameof(ApiKey), "Set ApiKey or AuthToken of the call's options, not both."),
        ({ } key, null) => ClaudeCredential.FromOption(key, isKey: true, nameof(ApiKey)),
        (null, { } token) => ClaudeCredential.FromOption(token, isKey: false, nameof(AuthToken)),
        _ when _isCredentialSet => throw new ClaudeConfigurationException(
            nameof(ApiKey), "The credential of the call's options was set to null, so the client's is not used. Set ApiKey to the key, or leave it unset."),
        _ => null,
    };

    internal RequestOptions Copy()
    {
        var copy = (RequestOptions)MemberwiseClone();
        copy.Timeouts = Timeouts.Over(new ClaudeTimeouts());
        copy.Betas = [.. Betas];
        copy.Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase);
        copy.ExtraBody = new Dictionary<string, RawJson>(ExtraBody);
        copy.Limits = Limits.Over(StreamLimits.Default);
        return copy;
    }
}
