using System.Diagnostics;

namespace Claude.Aot.Telemetry;

/// <summary>The spans of the tools of one turn.</summary>
/// <param name="parent">The parent of the spans; null if there is none.</param>
/// <param name="capturesContent">Whether the spans have content.</param>
/// <param name="time">The client's time provider.</param>
internal sealed class ToolTelemetry(Activity? parent, bool capturesContent, TimeProvider time)
{
    /// <summary>
    /// Creates the object for a turn; returns null if nothing listens. Must be called in the execution context in which the turn was requested.
    /// </summary>
    /// <param name="context">The properties of the client and the call.</param>
    /// <param name="turn">The telemetry of the turn's message, or null.</param>
    /// <remarks>
    /// The spans have the same parent as that of the turn's message: the span that was current when the turn was requested. If there was none, the span of the
    /// message is the parent, so that the calls are in its trace.
    /// </remarks>
    public static ToolTelemetry? TryCreate(in InferenceContext context, InferenceTelemetry? turn)
    {
        try
        {
            return context.Mode != ClaudeTelemetryMode.Off && (Instruments.Source.HasListeners() || Instruments.ToolDuration is { Enabled: true })
                ? new ToolTelemetry(Activity.Current ?? turn?.Span, ContentSwitch.IsOn(context.Mode), context.Time)
                : null;
        }
        catch (TypeInitializationException)
        {
            // A listener has thrown when the instruments were created.
            return null;
        }
    }

    /// <summary>Starts the span of a call. It becomes the current one of the caller, which must be an asynchronous method.</summary>
    public ToolSpan Start(string name, string callId)
    {
        var span = new ToolSpan(name, capturesContent, time);
        span.Start(callId, parent);
        return span;
    }
}
