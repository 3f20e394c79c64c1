namespace Claude.Aot.Benchmarks;

/// <summary>One message as an event stream in memory, and what a reader has to find in it.</summary>
/// <param name="Name">The name by which results refer to it.</param>
/// <param name="Body">The bytes of the stream.</param>
/// <param name="ReadSize">The most bytes that one read of the body gives.</param>
/// <param name="EventCount">The server-sent events in it, pings included: what every cost is divided by.</param>
/// <param name="TextBytes">The text of all its text deltas, decoded, in bytes of UTF-8.</param>
internal sealed record StreamInput(string Name, byte[] Body, int ReadSize, int EventCount, long TextBytes)
{
    /// <summary>The body as a stream of its own, from its first byte.</summary>
    public BodyStream Open() => new(Body, ReadSize);
}
