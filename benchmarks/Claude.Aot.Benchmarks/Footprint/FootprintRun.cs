namespace Claude.Aot.Benchmarks;

/// <summary>One run of a program.</summary>
/// <param name="FirstTextMs">From before the process was created to its first byte of text, in milliseconds.</param>
/// <param name="PeakBytes">The most memory that it had resident until all text was out.</param>
internal sealed record FootprintRun(double FirstTextMs, long PeakBytes);
