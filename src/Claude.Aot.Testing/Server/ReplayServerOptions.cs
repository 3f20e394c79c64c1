namespace Claude.Aot.Testing;

/// <summary>How a <see cref="ReplayServer"/> listens.</summary>
public sealed record ReplayServerOptions
{
    /// <summary>The port on the loopback address; 0, the default, for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>What paces scripts; the system's clock by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
