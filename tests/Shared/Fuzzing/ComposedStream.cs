namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>A valid event stream and its content.</summary>
/// <param name="Body">The bytes, in any framing.</param>
/// <param name="Events">The JSON of each event, in order.</param>
/// <param name="HasEnd">Whether the message has an end.</param>
internal sealed record ComposedStream(byte[] Body, IReadOnlyList<string> Events, bool HasEnd);
