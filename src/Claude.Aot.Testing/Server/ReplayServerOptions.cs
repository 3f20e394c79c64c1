namespace Claude.Aot.Testing;

/// <summary>Options of a <see cref="ReplayServer"/>.</summary>
public sealed record ReplayServerOptions
{
    /// <summary>The port on the loopback address; 0, the default, for any free port.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The maximum size of a request's body in bytes, 512 MiB by default: twice the limit of the API for a batch. A larger request is answered with status 413
    /// and not logged.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxBodyBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 512 * 1024 * 1024;

    /// <summary>The maximum number of requests in <see cref="ReplayServer.Log"/>, 10,000 by default. The oldest are removed first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxLoggedRequests
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = ExchangeLog.DefaultCapacity;

    /// <summary>
    /// Whether requests for any host name are answered. False by default: a request for any other host than <c>localhost</c> or a loopback address is answered
    /// with status 421, so that a web page cannot reach the server through its own host name.
    /// </summary>
    public bool AllowsAnyHost { get; init; }

    /// <summary>The clock that paces scripts; the system's clock by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
