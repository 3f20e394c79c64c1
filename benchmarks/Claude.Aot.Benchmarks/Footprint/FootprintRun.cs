namespace Claude.Aot.Benchmarks;

/// <summary>The measurements of one run of a program.</summary>
/// <param name="FirstTextMs">The time from before the process was created to its first byte of text, in milliseconds.</param>
/// <param name="PeakBytes">The peak resident memory until all text was written.</param>
internal sealed record FootprintRun(double FirstTextMs, long PeakBytes);
