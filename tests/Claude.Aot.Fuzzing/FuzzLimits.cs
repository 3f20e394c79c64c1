namespace Claude.Aot.Fuzzing;

/// <summary>When a run ends: at whichever comes first.</summary>
internal readonly record struct FuzzLimits(TimeSpan Time, long Executions);
