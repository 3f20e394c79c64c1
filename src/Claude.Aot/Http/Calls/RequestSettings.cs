using Claude.Aot.Streaming;

namespace Claude.Aot.Http;

/// <summary>How one call is made: the client's options, with those of the call in their place.</summary>
internal sealed class RequestSettings
{
    /// <param name="client">What the client's options say.</param>
    /// <param name="call">What the call's options say, or null.</param>
    /// <param name="betas">The beta features that the request itself uses.</param>
    /// <param name="endpointBeta">The beta under which the endpoint stands: it goes along where any other does, as with the official SDKs.</param>
    public RequestSettings(ClaudeClientOptions client, RequestOptions? call, IReadOnlyList<string> betas, string? endpointBeta = null)
    {
        Timeouts = call?.Timeouts ?? client.Timeouts;
        MaxRetries = call?.MaxRetries ?? client.MaxRetries;
        ApiVersion = call?.ApiVersion ?? client.ApiVersion;
        Limits = call?.Limits ?? client.Limits;
        OnDiagnostic = call?.OnDiagnostic ?? client.OnDiagnostic;
        OnResponse = call?.OnResponse;
        Betas = Join(client.Betas, betas, call?.Betas ?? []);
        if (endpointBeta is not null && Betas.Count > 0)
        {
            Betas = Join(Betas, [endpointBeta]);
        }

        Headers = Merge(client.Headers, call?.Headers);
        ExtraBody = call?.ExtraBody ?? new Dictionary<string, RawJson>();
        MaxResumptions = call?.ResumptionLimit ?? client.ResumptionLimit;
        CreateResumer = MaxResumptions > 0 ? call?.CreateResumer ?? client.CreateResumer : null;
        IsStrict = call?.Strict ?? client.Strict;
    }

    public ClaudeTimeouts Timeouts { get; }

    public int MaxRetries { get; }

    public int MaxResumptions { get; }

    /// <summary>Makes what carries a stream on; null where that is not to be.</summary>
    public Func<StreamCall, CancellationTokenSource, StreamResumer>? CreateResumer { get; private set; }

    public bool IsStrict { get; }

    public string ApiVersion { get; }

    public StreamLimits Limits { get; }

    public Action<ClaudeDiagnostic>? OnDiagnostic { get; private set; }

    public Action<ClaudeResponse>? OnResponse { get; }

    public IReadOnlyList<string> Betas { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Members of the body that the call names.</summary>
    public IReadOnlyDictionary<string, RawJson> ExtraBody { get; }

    /// <summary>The same call with another callback; one that is not carried on itself.</summary>
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

    private static Dictionary<string, string> Merge(IDictionary<string, string> client, IReadOnlyDictionary<string, string>? call)
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
