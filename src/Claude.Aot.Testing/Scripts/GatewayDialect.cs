namespace Claude.Aot.Testing;

/// <summary>The ways in which gateways deviate from the event stream that the API sends. A client that follows the SSE standard can read all of them.</summary>
[Flags]
public enum GatewayDialect
{
    /// <summary>No deviation from the API.</summary>
    None = 0,

    /// <summary>Lines end with CRLF.</summary>
    CrLf = 1,

    /// <summary>Lines end with a single CR. Takes precedence over <see cref="CrLf"/>.</summary>
    CarriageReturn = 2,

    /// <summary>There are no <c>event:</c> lines; only the JSON has the type.</summary>
    NoEventNames = 4,

    /// <summary>No space follows the colon of a field.</summary>
    NoSpace = 8,

    /// <summary>The body begins with a byte order mark.</summary>
    ByteOrderMark = 16,

    /// <summary>A comment precedes every event, as sent to keep a connection open.</summary>
    Comments = 32,

    /// <summary>The body ends with <c>data: [DONE]</c>, like the streams of other APIs.</summary>
    DoneMarker = 64,
}
