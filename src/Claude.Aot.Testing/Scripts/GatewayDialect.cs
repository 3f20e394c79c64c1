namespace Claude.Aot.Testing;

/// <summary>How gateways deviate from the event stream that the API sends. Clients that follow the standard read all of these.</summary>
[Flags]
public enum GatewayDialect
{
    /// <summary>As the API sends.</summary>
    None = 0,

    /// <summary>Lines end with CR LF.</summary>
    CrLf = 1,

    /// <summary>Lines end with CR alone; it goes before <see cref="CrLf"/>.</summary>
    CarriageReturn = 2,

    /// <summary>There are no <c>event:</c> lines: the type is in the JSON only.</summary>
    NoEventNames = 4,

    /// <summary>No blank follows the colon of a field.</summary>
    NoBlank = 8,

    /// <summary>The body begins with a byte order mark.</summary>
    ByteOrderMark = 16,

    /// <summary>A comment stands before every event, as sent to keep a connection open.</summary>
    Comments = 32,

    /// <summary><c>data: [DONE]</c> comes last, as other APIs end their streams.</summary>
    DoneMarker = 64,
}
