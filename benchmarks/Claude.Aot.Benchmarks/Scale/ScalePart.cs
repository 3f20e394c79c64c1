namespace Claude.Aot.Benchmarks;

/// <summary>The size of a part of a body.</summary>
internal readonly record struct ScalePart(long Bytes, long Deltas);
