namespace Claude.Aot.Telemetry;

/// <summary>Decides whether spans have content.</summary>
internal static class ContentSwitch
{
    private static readonly bool s_isOnByDefault = Environment.GetEnvironmentVariable("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT") is { } value
        && (value.Equals("true", StringComparison.OrdinalIgnoreCase)
            || value.Equals("SPAN_ONLY", StringComparison.OrdinalIgnoreCase)
            || value.Equals("SPAN_AND_EVENT", StringComparison.OrdinalIgnoreCase));

    public static bool IsOn(ClaudeTelemetryMode mode) =>
        mode == ClaudeTelemetryMode.Content || (mode == ClaudeTelemetryMode.Default && s_isOnByDefault);
}
