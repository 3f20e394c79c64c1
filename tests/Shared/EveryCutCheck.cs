using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>
/// Checks that a recorded stream truncated at any byte gives its whole message, or reports the truncation and gives the fold of the events before that byte.
/// </summary>
internal static class EveryCutCheck
{
    private const int Seed = 20261123;
    private const int LargestBody = 3_000;
    private const int SamplesPerStream = 6;

    /// <summary>Gets small streams with different content: the smallest stream of each set of features.</summary>
    public static IEnumerable<string> NamesIn(CorpusFolder corpus)
    {
        IReadOnlyDictionary<string, JsonElement> manifest = corpus.ReadManifest();
        return corpus.WholeNames()
            .Where(name => SizeOf(name) <= LargestBody)
            .GroupBy(name => $"{manifest[name].GetProperty("delta_types")}{manifest[name].GetProperty("block_types")}")
            .Select(group => group.OrderBy(static name => name, StringComparer.Ordinal).MinBy(SizeOf)!)
            .OrderBy(SizeOf);

        int SizeOf(string name) => manifest[name].GetProperty("size").GetInt32();
    }

    public static async Task RunAsync(CorpusCase recorded)
    {
        (string name, byte[] body, ExpectedMessage expected) = recorded;
        var plan = new CutPlan(body);
        Dictionary<int, string?> seen = [];
        for (int length = 0; length <= body.Length; length++)
        {
            string? json = await ReadCutAsync(body, length, int.MaxValue, plan, name);

            int count = plan.CountAt(length);
            if (seen.TryAdd(count, json))
            {
                CutCheck.Compare(plan.MessageAfter(count), json, $"{name} cut at {length}");
            }

            Check.Equal(seen[count], json, $"{name} cut at {length}");
        }

        Check.That(seen.Count > 3, $"{name} has few events.");
        Check.JsonEqual(expected.Message!.Value, seen[plan.CountAt(body.Length)]!, $"{name}, whole");
    }

    /// <summary>Truncates every complete stream, including the largest, at random bytes from a fixed seed.</summary>
    public static async Task RunAtSamplesAsync(CorpusFolder corpus)
    {
        var random = new Random(Seed);
        foreach (string name in corpus.WholeNames().Order(StringComparer.Ordinal))
        {
            byte[] body = corpus.ReadBytes($"recorded/{name}.sse");
            var plan = new CutPlan(body);
            for (int i = 0; i < SamplesPerStream; i++)
            {
                int length = random.Next(body.Length + 1);
                string? json = await ReadCutAsync(body, length, random.Next(2) == 0 ? 61 : 1400, plan, name);
                CutCheck.Compare(plan.MessageAfter(plan.CountAt(length)), json, $"{name} cut at {length}");
            }
        }
    }

    private static Task<string?> ReadCutAsync(byte[] body, int length, int readSize, CutPlan plan, string name) =>
        CutCheck.ReadAsync(() => Task.FromResult(MessageStream.FromStream(new PiecewiseStream(body.AsMemory(0, length), readSize))), body, length, plan, name);
}
