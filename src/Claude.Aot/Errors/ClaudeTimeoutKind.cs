namespace Claude.Aot;

/// <summary>Which limit of time was reached.</summary>
public enum ClaudeTimeoutKind
{
    /// <summary>No connection was made in time.</summary>
    Connect,

    /// <summary>The first event did not arrive in time after the request was sent.</summary>
    FirstEvent,

    /// <summary>Nothing at all arrived for too long; pings count as activity.</summary>
    Idle,

    /// <summary>The whole took too long.</summary>
    Total,

    /// <summary>The headers of the response did not arrive in time.</summary>
    Headers,

    /// <summary>An answer that is one JSON object did not end in time after its first byte.</summary>
    Body,
}
