namespace Claude.Aot;

/// <summary>Something out of the ordinary. Each deviation from what the API sends is reported once per stream, when it is first seen.</summary>
/// <param name="Kind">What was seen.</param>
/// <param name="EventNumber">The number of the event, from 1, at or before which it was seen; 0 where it was seen outside a stream or before its first event, as a retry is.</param>
public readonly record struct ClaudeDiagnostic(ClaudeDiagnosticKind Kind, long EventNumber);
