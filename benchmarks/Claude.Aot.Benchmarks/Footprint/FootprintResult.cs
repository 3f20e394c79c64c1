namespace Claude.Aot.Benchmarks;

/// <summary>The size, startup time and memory of a program, as medians over its runs.</summary>
internal sealed record FootprintResult(string Program, bool HasDecompression, long FileBytes, double? FirstTextMs, double? PeakMb);
