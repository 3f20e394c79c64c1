namespace Claude.Aot.Testing;

/// <summary>How a response ended.</summary>
public enum ExchangeEnd
{
    /// <summary>The whole script was played.</summary>
    Completed,

    /// <summary>The script broke the connection, or closed it before the body was complete.</summary>
    Aborted,

    /// <summary>The client went away before the end: it closed the connection or the HTTP/2 stream.</summary>
    ClientLeft,
}
