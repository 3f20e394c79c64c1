namespace Claude.Aot;

/// <summary>The timeouts that can expire.</summary>
public enum ClaudeTimeoutKind
{
    /// <summary>No connection was established in time.</summary>
    Connect,

    /// <summary>The first event did not arrive in time after the request was sent.</summary>
    FirstEvent,

    /// <summary>No data arrived for too long; pings count as data.</summary>
    Idle,

    /// <summary>The whole call took too long.</summary>
    Total,

    /// <summary>The headers of the response did not arrive in time.</summary>
    Headers,

    /// <summary>A response that is one JSON object did not end in time after its first byte.</summary>
    Body,
}
