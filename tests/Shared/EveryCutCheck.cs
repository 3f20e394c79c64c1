using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>A recorded stream that is cut at any byte gives its whole message, or says that it was cut and gives the fold of the events before the cut.</summary>
internal static class EveryCutCheck
{
    private const int LargestBody = 3_000;

    /// <summary>Small streams that differ in what they carry: the smallest of each set of features.</summary>
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
            string? json = await CutCheck.ReadAsync(() => Task.FromResult(MessageStream.FromStream(new PiecewiseStream(body.AsMemory(0, length)))), body, length, plan, name);

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
}
