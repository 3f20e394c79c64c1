namespace Claude.Aot.Benchmarks;

/// <summary>A part of a body: how much of it there is to see.</summary>
internal readonly record struct ScalePart(long Bytes, long Deltas);
