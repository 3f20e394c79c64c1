namespace Claude.Aot.Benchmarks;

/// <summary>One message as an event stream in memory, and the content that a reader must find in it.</summary>
/// <param name="Name">The name of the input in results.</param>
/// <param name="Body">The bytes of the stream.</param>
/// <param name="ReadSize">The maximum number of bytes that one read of the body returns.</param>
/// <param name="EventCount">The number of server-sent events in it, including pings. Every cost is divided by this number.</param>
/// <param name="TextBytes">The size of the decoded text of all its text deltas, in UTF-8 bytes.</param>
internal sealed record StreamInput(string Name, byte[] Body, int ReadSize, int EventCount, long TextBytes)
{
    /// <summary>Opens the body as a new stream, from its first byte.</summary>
    public BodyStream Open() => new(Body, ReadSize);
}
