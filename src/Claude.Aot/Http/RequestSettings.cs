namespace Claude.Aot;

/// <summary>How one call is made: the client's options, with those of the call in their place.</summary>
internal sealed class RequestSettings
{
    public RequestSettings(ClaudeClientOptions client, RequestOptions? call, MessageRequest request)
    {
        Timeouts = call?.Timeouts ?? client.Timeouts;
        MaxRetries = call?.MaxRetries ?? client.MaxRetries;
        ApiVersion = call?.ApiVersion ?? client.ApiVersion;
        Limits = call?.Limits ?? client.Limits;
        OnDiagnostic = call?.OnDiagnostic ?? client.OnDiagnostic;
        Betas = [.. client.Betas.Concat(request.Betas).Concat(call?.Betas ?? []).Distinct(StringComparer.Ordinal)];
        Headers = Merge(client.Headers, call?.Headers, StringComparer.OrdinalIgnoreCase);
        ExtraBody = Merge(client.ExtraBody, call?.ExtraBody, StringComparer.Ordinal);
    }

    public ClaudeTimeouts Timeouts { get; }

    public int MaxRetries { get; }

    public string ApiVersion { get; }

    public StreamLimits Limits { get; }

    public Action<ClaudeDiagnostic>? OnDiagnostic { get; }

    public IReadOnlyList<string> Betas { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public IReadOnlyDictionary<string, RawJson> ExtraBody { get; }

    private static Dictionary<string, T> Merge<T>(IDictionary<string, T> client, IReadOnlyDictionary<string, T>? call, StringComparer comparer)
    {
        var merged = new Dictionary<string, T>(client, comparer);
        foreach ((string name, T value) in call ?? new Dictionary<string, T>())
        {
            merged[name] = value;
        }

        return merged;
    }
}
