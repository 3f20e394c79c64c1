using Claude.Aot.Streaming;

namespace Claude.Aot.Http;

/// <summary>The settings of one call: the client's options, overridden by the options of the call.</summary>
internal sealed class RequestSettings
{
    /// <summary>Merges the options.</summary>
    /// <exception cref="ClaudeConfigurationException">The credential of the call's options cannot be used.</exception>
    /// <param name="client">The client's options.</param>
    /// <param name="call">The call's options, or null.</param>
    /// <param name="betas">The beta features that the request itself uses.</param>
    /// <param name="endpointBeta">The beta feature that covers the endpoint. It is added only if the call uses any other beta feature, as the official SDKs
    /// do.</param>
    public RequestSettings(ClaudeClientOptions client, RequestOptions? call, IReadOnlyList<string> betas, string? endpointBeta = null)
    {
        Timeouts = call?.Timeouts.Over(client.Timeouts) ?? client.Timeouts;
        MaxRetries = call?.MaxRetries ?? client.MaxRetries;
        ApiVersion = call?.ApiVersion ?? client.ApiVersion;
        Limits = call?.Limits.Over(client.Limits) ?? client.Limits;
        OnDiagnostic = call?.OnDiagnostic ?? client.OnDiagnostic;
        OnResponse = call?.OnResponse;
        Betas = Join(client.Betas, betas, call?.Betas ?? []);
        if (endpointBeta is not null && Betas.Count > 0)
        {
            Betas = Join(Betas, [endpointBeta]);
        }

        Headers = Merge(client.Headers, call?.Headers);
        ExtraBody = call is null ? new Dictionary<string, RawJson>() : new Dictionary<string, RawJson>(call.ExtraBody);
        MaxResumptions = call?.ResumptionLimit ?? client.ResumptionLimit;
        CreateResumer = MaxResumptions > 0 ? call?.CreateResumer ?? client.CreateResumer : null;
        IsStrict = call?.Strict ?? client.Strict;
        Credential = call?.ToCredential();
        Telemetry = call?.Telemetry ?? client.Telemetry;
    }

    /// <summary>The credential of the call's options; null for that of the client.</summary>
    public ClaudeCredential? Credential { get; }

    public ClaudeTimeouts Timeouts { get; }

    public int MaxRetries { get; }

    public int MaxResumptions { get; }

    /// <summary>Creates the object that resumes the stream; null if the stream is not to be resumed.</summary>
    public Func<StreamCall, CancellationTokenSource, StreamResumer>? CreateResumer { get; private set; }

    public bool IsStrict { get; }

    public ClaudeTelemetryMode Telemetry { get; }

    public string ApiVersion { get; }

    public StreamLimits Limits { get; }

    public Action<ClaudeDiagnostic>? OnDiagnostic { get; private set; }

    public Action<ClaudeResponse>? OnResponse { get; }

    public IReadOnlyList<string> Betas { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Additional members of the body, from the call's options.</summary>
    public IReadOnlyDictionary<string, RawJson> ExtraBody { get; }

    /// <summary>Creates a copy with another callback, for a call that is not resumed itself.</summary>
    public RequestSettings With(Action<ClaudeDiagnostic>? onDiagnostic)
    {
        var copy = (RequestSettings)MemberwiseClone();
        copy.OnDiagnostic = onDiagnostic;
        copy.CreateResumer = null;
        return copy;
    }

    private static List<string> Join(params ReadOnlySpan<IEnumerable<string>> places)
    {
        List<string> joined = [];
        foreach (IEnumerable<string> place in places)
        {
            foreach (string beta in place)
            {
                if (!joined.Contains(beta))
                {
                    joined.Add(beta);
                }
            }
        }

        return joined;
    }

    private static Dictionary<string, string> Merge(IDictionary<string, string> client, IDictionary<string, string>? call)
    {
        var merged = new Dictionary<string, string>(client, StringComparer.OrdinalIgnoreCase);
        if (call is not null)
        {
            foreach ((string name, string value) in call)
            {
                merged[name] = value;
            }
        }

        return merged;
    }
}
