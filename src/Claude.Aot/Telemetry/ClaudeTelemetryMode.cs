namespace Claude.Aot;

/// <summary>What the spans and metrics of a call contain, if anything listens to them.</summary>
/// <example>
/// <code>
/// var options = new ClaudeClientOptions { Telemetry = ClaudeTelemetryMode.Content };
/// </code>
/// </example>
public enum ClaudeTelemetryMode
{
    /// <summary>
    /// <see cref="Metadata"/>; or <see cref="Content"/> if the environment variable <c>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT</c> is <c>true</c>,
    /// <c>SPAN_ONLY</c> or <c>SPAN_AND_EVENT</c>. The variable is read once.
    /// </summary>
    Default,

    /// <summary>
    /// No spans, and no metrics of the conventions. For a client whose calls another library traces already, such as one behind the <c>UseOpenTelemetry</c> of
    /// Microsoft.Extensions.AI. Retries, stalls and resumptions are still counted.
    /// </summary>
    Off,

    /// <summary>Spans and metrics without any text of the user, the model or the tools.</summary>
    Metadata,

    /// <summary>
    /// The same, and spans also have the system prompt, the messages, the tool definitions, and the input and result of each tool. Images, other binary data,
    /// signatures and encrypted data are left out.
    /// </summary>
    Content,
}
