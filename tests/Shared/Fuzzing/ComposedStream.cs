namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>A valid event stream, and what it says.</summary>
/// <param name="Body">The bytes, in some framing.</param>
/// <param name="Events">The JSON of each event, in order.</param>
/// <param name="HasEnd">Whether the message ends.</param>
internal sealed record ComposedStream(byte[] Body, IReadOnlyList<string> Events, bool HasEnd);
