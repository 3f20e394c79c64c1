namespace Claude.Aot.Benchmarks;

/// <summary>The cost of one reader for one input.</summary>
internal sealed record RatioResult(string Input, IRival Reader, double NsPerEvent, double BytesPerEvent);
