namespace Claude.Aot.Benchmarks;

/// <summary>One way of streaming over HTTP.</summary>
internal interface IScaleClient : IDisposable
{
    /// <summary>What it counts: bytes where it only reads, else text deltas.</summary>
    long UnitsOf(ScalePart part);

    /// <summary>Asks for one stream and reads it to its end.</summary>
    /// <param name="seen">Takes how many units have come since it was last called.</param>
    Task ReadAsync(Action<int> seen);
}
