namespace Claude.Aot.Testing;

/// <summary>The way in which a response ended.</summary>
public enum ExchangeEnd
{
    /// <summary>The whole script was played.</summary>
    Completed,

    /// <summary>The script aborted the connection, or closed it before the body was complete.</summary>
    Aborted,

    /// <summary>The client left before the end: it closed the connection or the HTTP/2 stream.</summary>
    ClientLeft,
}
