using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Sse;

/// <summary>Bytes, and what the standard makes of them.</summary>
internal sealed record ConformanceCase(
    string Name, byte[] Input, IReadOnlyList<SeenEvent> Expected, string FinalLastEventId, long? FinalRetry, IReadOnlyList<int> ChunkSizes);
