namespace Claude.Aot.Telemetry;

/// <summary>Protects calls from the code of listeners.</summary>
internal static class Listeners
{
    /// <summary>
    /// Returns whether an exception is ignored that was thrown while telemetry was recorded. A callback of a listener may throw, also one that runs when an
    /// instrument is created. That must not take the place of a result, or of the exception that a call throws.
    /// </summary>
    public static bool MayIgnore(Exception e) => e is not OutOfMemoryException;
}
