namespace Claude.Aot.Telemetry;

/// <summary>The properties of a client and a call that telemetry needs.</summary>
/// <param name="Address">The address of the API.</param>
/// <param name="Time">The client's time provider.</param>
/// <param name="Mode">The mode of the call.</param>
internal readonly record struct InferenceContext(Uri Address, TimeProvider Time, ClaudeTelemetryMode Mode);
