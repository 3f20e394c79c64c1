namespace Claude.Aot.Benchmarks;

internal sealed record WireStop(string? StopReason, string? StopSequence);
