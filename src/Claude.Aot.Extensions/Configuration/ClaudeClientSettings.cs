namespace Claude.Aot.Extensions.Configuration;

/// <summary>
/// The values of a section of the configuration; null if they are not set. <see cref="ClaudeClientOptions"/> is not bound itself, because the binder cannot
/// tell a key that is set to null from one that is missing, and cannot say which setting is out of range.
/// </summary>
internal sealed class ClaudeClientSettings
{
    public string? ApiKey { get; set; }

    public string? AuthToken { get; set; }

    public string? BaseUrl { get; set; }

    public string? ApiVersion { get; set; }

    public int? MaxRetries { get; set; }

    public TimeSpan? MaxRetryDelay { get; set; }

    public int? MaxResumptions { get; set; }

    public bool? Strict { get; set; }

    public ClaudeTelemetryMode? Telemetry { get; set; }

    public bool? UseEnvironment { get; set; }

    public string? HttpVersion { get; set; }

    public HttpVersionPolicy? HttpVersionPolicy { get; set; }

    public List<string> Betas { get; set; } = [];

    public Dictionary<string, string> Headers { get; set; } = [];

    public TimeoutSettings Timeouts { get; set; } = new();

    public LimitSettings Limits { get; set; } = new();
}

/// <summary>The values of the subsection <c>Timeouts</c>.</summary>
internal sealed class TimeoutSettings
{
    public TimeSpan? Connect { get; set; }

    public TimeSpan? FirstEvent { get; set; }

    public TimeSpan? Idle { get; set; }

    public TimeSpan? Headers { get; set; }

    public TimeSpan? Body { get; set; }

    public TimeSpan? ErrorBody { get; set; }

    public TimeSpan? Total { get; set; }
}

/// <summary>The values of the subsection <c>Limits</c>.</summary>
internal sealed class LimitSettings
{
    public int? MaxLineBytes { get; set; }

    public int? MaxEventBytes { get; set; }

    public long? MaxMessageBytes { get; set; }

    public int? MaxDepth { get; set; }

    public int? MaxBlocks { get; set; }
}
