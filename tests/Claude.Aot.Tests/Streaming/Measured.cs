namespace Claude.Aot.Tests.Streaming;

/// <summary>Tests that measure: nothing runs beside them.</summary>
[CollectionDefinition(nameof(Measured), DisableParallelization = true)]
public sealed class Measured;
