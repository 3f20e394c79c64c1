using Claude.Aot.Http;
using Claude.Aot.Internal;
using Claude.Aot.Streaming;

namespace Claude.Aot;

/// <summary>Options of a single call that override those of the client. A value that is null leaves the client's value in effect.</summary>
/// <remarks>
/// Immutable and safe for concurrent use: one instance can be used for many calls, also at the same time, as long as the collections and the
/// <see cref="Timeouts"/> that it was given are not changed.
/// </remarks>
public sealed partial class RequestOptions
{
    /// <summary>
    /// The timeouts of this call. Replaces all of the client's timeouts: a value that is not set here is the library's default, not the client's.
    /// </summary>
    public ClaudeTimeouts? Timeouts { get; init; }

    /// <summary>The maximum number of retries of this call; see <see cref="ClaudeClientOptions.MaxRetries"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? MaxRetries { get; init => field = value is { } number ? OptionCheck.NotNegative(number) : null; }

    /// <summary>Whether a deviation from what the API sends is an error in this call.</summary>
    public bool? Strict { get; init; }

    /// <summary>The version of the API for this call, sent as <c>anthropic-version</c>, such as <see cref="ClaudeApiVersion.V20261021"/>.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>The beta features of this call, in addition to those of the client and the request.</summary>
    public IReadOnlyList<string> Betas { get; init; } = [];

    /// <summary>Additional headers of this call. A header replaces the client's header of the same name.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Additional members of the body, by JSON name. They take precedence over members of the same name in the request and in the client's options. Ignored
    /// for requests without a body.
    /// </summary>
    public IReadOnlyDictionary<string, RawJson> ExtraBody { get; init; } = new Dictionary<string, RawJson>();

    /// <summary>Memory limits for the response.</summary>
    public StreamLimits? Limits { get; init; }

    /// <summary>
    /// Called with the status, headers, request id and rate limits as soon as a successful response has begun, before its body is read, on the thread on which
    /// it arrived. It is called again for each retry, each page of a list and each resumption of a stream, and twice for the results of a batch, whose number
    /// is requested first. For errors, use the properties of <see cref="ClaudeApiException"/>. An exception thrown in it ends the call. Null by default.
    /// </summary>
    public Action<ClaudeResponse>? OnResponse { get; init; }

    /// <summary>Called for each unusual condition in this call, instead of <see cref="ClaudeClientOptions.OnDiagnostic"/>. Null by default.</summary>
    public Action<ClaudeDiagnostic>? OnDiagnostic { get; init; }

    internal int? ResumptionLimit { get; private init; }

    /// <summary>Creates the object that resumes a stream; null if <see cref="MaxResumptions"/> was never set.</summary>
    internal Func<StreamCall, CancellationTokenSource, StreamResumer>? CreateResumer { get; private init; }
}
