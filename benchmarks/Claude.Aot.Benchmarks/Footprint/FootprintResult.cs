namespace Claude.Aot.Benchmarks;

/// <summary>What a program needs; medians over its runs.</summary>
internal sealed record FootprintResult(string Program, bool HasDecompression, long FileBytes, double? FirstTextMs, double? PeakMb);
