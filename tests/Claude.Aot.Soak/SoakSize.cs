namespace Claude.Aot.Soak;

/// <summary>How much there is to do.</summary>
internal readonly record struct SoakSize(int Streams, int Concurrency, int Rounds);
