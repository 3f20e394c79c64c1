namespace Claude.Aot.Benchmarks;

internal sealed record WireMessage(string Id, string Model, string Role, IReadOnlyList<WireBlock> Content, string? StopReason, string? StopSequence, WireUsage Usage);
