using System.Text;
using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>Checks that a case of <c>sse-conformance.json</c> gives its events when it is read whole, byte by byte and in its own pieces.</summary>
internal static class SseConformanceCheck
{
    public static async Task RunAsync(JsonElement entry)
    {
        byte[] input = entry.GetProperty("input_base64").GetBytesFromBase64();
        string[] expected = [.. entry.GetProperty("expected").EnumerateArray().Select(Describe)];
        foreach (int[] sizes in SizesFor(entry))
        {
            string what = $"{entry.GetProperty("name")} in reads of {string.Join(',', sizes)}: event";
            Check.SequenceEqual(expected, await ReadAsync(new PiecewiseStream(input, sizes)), what);
        }
    }

    private static IEnumerable<int[]> SizesFor(JsonElement entry)
    {
        yield return [int.MaxValue];
        yield return [1];
        if (entry.TryGetProperty("chunk_sizes", out JsonElement sizes))
        {
            yield return [.. sizes.EnumerateArray().Select(size => size.GetInt32())];
        }
    }

    private static async Task<List<string>> ReadAsync(Stream body)
    {
        var events = new List<string>();
        await using SseReader reader = SseReader.Create(body);
        while (await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out SseEvent e))
            {
                events.Add(Describe(e.Name.IsEmpty ? "message" : Text(e.Name), Text(e.Data), Text(e.LastEventId), e.RetryMilliseconds));
            }
        }

        return events;
    }

    private static string Describe(JsonElement e) => Describe(
        e.GetProperty("event").GetString()!,
        e.GetProperty("data").GetString()!,
        e.GetProperty("lastEventId").GetString()!,
        e.GetProperty("retry") is { ValueKind: JsonValueKind.Number } retry ? retry.GetInt64() : null);

    private static string Describe(string name, string data, string id, long? retry) =>
        FormattableString.Invariant($"event {name}, data {data}, id {id}, retry {retry ?? -1}");

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
