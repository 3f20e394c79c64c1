namespace Claude.Aot.Benchmarks;

/// <summary>One way of streaming over HTTP.</summary>
internal interface IScaleClient : IDisposable
{
    /// <summary>Returns the number of units that the client counts: bytes if it only reads, otherwise text deltas.</summary>
    long UnitsOf(ScalePart part);

    /// <summary>Requests one stream and reads it to its end.</summary>
    /// <param name="seen">Receives the number of units that have arrived since its previous call.</param>
    Task ReadAsync(Action<int> seen);
}
