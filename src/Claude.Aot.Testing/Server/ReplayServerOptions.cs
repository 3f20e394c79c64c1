namespace Claude.Aot.Testing;

/// <summary>How a <see cref="ReplayServer"/> listens.</summary>
public sealed record ReplayServerOptions
{
    /// <summary>The port on the loopback address; 0, the default, for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The most bytes of a request's body, 512 MiB by default: twice what the API takes of a batch. A larger one is answered with 413 and not logged.
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

    /// <summary>How many requests <see cref="ReplayServer.Log"/> keeps, 10,000 by default. The oldest are forgotten first.</summary>
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
    /// Whether requests for any host name are answered. False by default: a request for another name than <c>localhost</c> or a loopback address gets 421, so that a page in a browser
    /// cannot reach the server through a name of its own.
    /// </summary>
    public bool AllowsAnyHost { get; init; }

    /// <summary>What paces scripts; the system's clock by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
