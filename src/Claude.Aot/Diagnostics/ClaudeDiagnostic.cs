namespace Claude.Aot;

/// <summary>An unusual condition that was detected. Each kind of deviation from what the API sends is reported once per stream, when it first occurs.</summary>
/// <param name="Kind">The kind of the condition.</param>
/// <param name="EventNumber">The number of the event, from 1, at or before which the condition was detected; 0 if it was detected outside a stream or before
/// the stream's first event, as a retry is.</param>
/// <example>
/// <code>
/// var options = new ClaudeClientOptions { OnDiagnostic = d =&gt; Console.Error.WriteLine($"{d.Kind} at event {d.EventNumber}") };
/// using var client = new ClaudeClient(options);
/// </code>
/// </example>
public readonly record struct ClaudeDiagnostic(ClaudeDiagnosticKind Kind, long EventNumber);
