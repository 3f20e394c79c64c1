namespace Claude.Aot.Benchmarks;

/// <summary>A named input that can be created in any size.</summary>
/// <param name="Name">The name of the input in results.</param>
/// <param name="Deltas">The number of deltas of the measured input.</param>
/// <param name="FewestDeltas">The minimum number of deltas.</param>
/// <param name="Make">Creates the input with a number of deltas.</param>
internal sealed record InputSpec(string Name, int Deltas, int FewestDeltas, Func<int, StreamInput> Make);
