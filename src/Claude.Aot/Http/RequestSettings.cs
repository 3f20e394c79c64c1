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
        Headers = Merge(client.Headers, call?.Headers);
        Body = Write(request, client.ExtraBody, call?.ExtraBody);
        MaxResumptions = call?.MaxResumptions ?? client.MaxResumptions;
        CreateResumer = MaxResumptions > 0 ? call?.CreateResumer ?? client.CreateResumer : null;
        IsStrict = call?.Strict ?? client.Strict;
    }

    private RequestSettings(RequestSettings call, RawJson body, Action<ClaudeDiagnostic>? onDiagnostic)
    {
        Timeouts = call.Timeouts;
        MaxRetries = call.MaxRetries;
        ApiVersion = call.ApiVersion;
        Limits = call.Limits;
        OnDiagnostic = onDiagnostic;
        Betas = call.Betas;
        Headers = call.Headers;
        Body = body.Memory;
        IsStrict = call.IsStrict;
    }

    public ClaudeTimeouts Timeouts { get; }

    public int MaxRetries { get; }

    public int MaxResumptions { get; }

    /// <summary>Makes what carries a stream on; null where that is not to be.</summary>
    public Func<StreamCall, CancellationTokenSource, StreamResumer>? CreateResumer { get; }

    public bool IsStrict { get; }

    public string ApiVersion { get; }

    public StreamLimits Limits { get; }

    public Action<ClaudeDiagnostic>? OnDiagnostic { get; }

    public IReadOnlyList<string> Betas { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body, written once: every attempt sends the same bytes.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The same call with another body and callback; one that is not carried on itself.</summary>
    public RequestSettings With(RawJson body, Action<ClaudeDiagnostic>? onDiagnostic) => new(this, body, onDiagnostic);

    private static Dictionary<string, string> Merge(IDictionary<string, string> client, IReadOnlyDictionary<string, string>? call)
    {
        var merged = new Dictionary<string, string>(client, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in call ?? new Dictionary<string, string>())
        {
            merged[name] = value;
        }

        return merged;
    }

    private static ReadOnlyMemory<byte> Write(MessageRequest request, IDictionary<string, RawJson> client, IReadOnlyDictionary<string, RawJson>? call)
    {
        var body = new RequestBody();
        body.Add([new("stream", RawJson.Parse("true"u8))]);
        body.Add(call ?? new Dictionary<string, RawJson>());
        body.Add(request.Extra);
        body.Add(request.ToRawJson());
        body.Add(client);
        return body.ToUtf8();
    }
}
