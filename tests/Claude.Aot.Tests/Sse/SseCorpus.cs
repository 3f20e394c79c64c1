using System.Text.Json;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Sse;

/// <summary>The conformance cases and recorded streams of <c>tests/Corpus</c>.</summary>
internal static class SseCorpus
{
    private static readonly CorpusFolder s_folder = new(Repository.PathOf("tests", "Corpus"));

    public static IReadOnlyList<ConformanceCase> Cases { get; } =
        [.. s_folder.ReadJson("sse-conformance.json").GetProperty("cases").EnumerateArray().Select(ReadCase)];

    public static IEnumerable<string> RecordedNames => s_folder.RecordedNames();

    public static byte[] Recorded(string name) => s_folder.ReadBytes($"recorded/{name}.sse");

    private static ConformanceCase ReadCase(JsonElement json) => new(
        json.GetProperty("name").GetString()!,
        json.GetProperty("input_base64").GetBytesFromBase64(),
        [.. json.GetProperty("expected").EnumerateArray().Select(ReadEvent)],
        json.GetProperty("final_last_event_id").GetString()!,
        ReadRetry(json.GetProperty("final_retry")),
        json.TryGetProperty("chunk_sizes", out JsonElement sizes) ? [.. sizes.EnumerateArray().Select(static size => size.GetInt32())] : []);

    private static SeenEvent ReadEvent(JsonElement json) => new(
        json.GetProperty("event").GetString()!,
        json.GetProperty("data").GetString()!,
        json.GetProperty("lastEventId").GetString()!,
        ReadRetry(json.GetProperty("retry")));

    private static long? ReadRetry(JsonElement json) => json.ValueKind == JsonValueKind.Null ? null : json.GetInt64();
}
