namespace Claude.Aot.Benchmarks;

/// <summary>What one reader costs on one input.</summary>
internal sealed record RatioResult(string Input, IRival Reader, double NsPerEvent, double BytesPerEvent);
