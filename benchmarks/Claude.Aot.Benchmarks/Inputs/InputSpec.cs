namespace Claude.Aot.Benchmarks;

/// <summary>A named input that can be made in any size.</summary>
/// <param name="Name">Its name in results.</param>
/// <param name="Deltas">How many deltas it has when it is measured.</param>
/// <param name="FewestDeltas">How many it has at least.</param>
/// <param name="Make">Makes it with so many deltas.</param>
internal sealed record InputSpec(string Name, int Deltas, int FewestDeltas, Func<int, StreamInput> Make);
