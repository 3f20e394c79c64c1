using Claude.Aot.Http;
using Claude.Aot.Internal;
using Claude.Aot.Streaming;

namespace Claude.Aot;

/// <summary>What one call does differently from its client. What is null here is as the client has it.</summary>
/// <remarks>Immutable, and safe for concurrent use: one may serve many calls, at once too, as long as nothing that it was given (its collections, its <see cref="Timeouts"/>) is changed.</remarks>
public sealed partial class RequestOptions
{
    /// <summary>The limits of time of this call. They replace those of the client all together, so that what is not set here has its default.</summary>
    public ClaudeTimeouts? Timeouts { get; init; }

    /// <summary>How often this request is sent again: <see cref="ClaudeClientOptions.MaxRetries"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? MaxRetries { get; init => field = value is { } number ? OptionCheck.NotNegative(number) : null; }

    /// <summary>Whether a deviation from what the API sends is an error in this call.</summary>
    public bool? Strict { get; init; }

    /// <summary>The generation of the API for this call, sent as <c>anthropic-version</c>, such as <see cref="ClaudeApiVersion.V20261021"/>.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Beta features beside those of the client and the request.</summary>
    public IReadOnlyList<string> Betas { get; init; } = [];

    /// <summary>Headers beside those of the client; the same name replaces.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Further members of the body, by wire name. They come before those of the same name of the request and the client. Requests without a body have none.</summary>
    public IReadOnlyDictionary<string, RawJson> ExtraBody { get; init; } = new Dictionary<string, RawJson>();

    /// <summary>How much the answer may ask of memory.</summary>
    public StreamLimits? Limits { get; init; }

    /// <summary>
    /// Called with status, headers, request id and rate limits as soon as a response of success has begun, before its body is read; on the thread on which it came.
    /// A retry calls it again, and so do each page of a list, the results of a batch (which ask how many they are first) and a stream that is carried on. An error has its own in
    /// <see cref="ClaudeApiException"/>. What it throws ends the call. Null by default.
    /// </summary>
    public Action<ClaudeResponse>? OnResponse { get; init; }

    /// <summary>Called for what is out of the ordinary in this call, instead of <see cref="ClaudeClientOptions.OnDiagnostic"/>. Null by default.</summary>
    public Action<ClaudeDiagnostic>? OnDiagnostic { get; init; }

    internal int? ResumptionLimit { get; private init; }

    /// <summary>Creates the object that resumes a stream; null if <see cref="MaxResumptions"/> was never set.</summary>
    internal Func<StreamCall, CancellationTokenSource, StreamResumer>? CreateResumer { get; private init; }
}
