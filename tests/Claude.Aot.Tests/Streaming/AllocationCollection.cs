namespace Claude.Aot.Tests.Streaming;

/// <summary>Tests that measure: nothing runs beside them.</summary>
[CollectionDefinition(nameof(AllocationCollection), DisableParallelization = true)]
public sealed class AllocationCollection;
