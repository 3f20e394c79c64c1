using System.Text.Json;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Fuzzing;

namespace Claude.Aot.AotSmoke;

/// <summary>Everything that the native program checks: what the tests check under the JIT, from the same code.</summary>
internal static class SmokeSuite
{
    private const int StreamsForEveryCut = 10;
    private const int MutationsPerTarget = 500;
    private const string TextAmongTools = "ai__anthropic-code-execution-20250825.2";

    public static IEnumerable<(string Name, Func<Task> Run)> Of(CorpusFolder corpus)
    {
        foreach (string name in corpus.RecordedNames())
        {
            yield return (name, () => RecordedStreamCheck.RunAsync(corpus.Recorded(name)));
        }

        yield return ("ways of reading", () => ReadingWaysCheck.RunAsync(corpus.Recorded(TextAmongTools)));

        foreach (JsonElement entry in corpus.ReadJson("derived/manifest.json").GetProperty("streams").EnumerateArray())
        {
            yield return (entry.GetProperty("file").GetString()!, () => DerivedStreamCheck.RunAsync(corpus, entry));
        }

        foreach (JsonElement entry in corpus.ReadJson("sse-conformance.json").GetProperty("cases").EnumerateArray())
        {
            yield return (entry.GetProperty("name").GetString()!, () => SseConformanceCheck.RunAsync(entry));
        }

        foreach (JsonElement entry in corpus.ReadJson("json-edge/manifest.json").GetProperty("cases").EnumerateArray())
        {
            yield return (entry.GetProperty("name").GetString()!, () => JsonEdgeCheck.RunAsync(corpus, entry));
        }

        foreach (string name in SmallAndWhole(corpus))
        {
            yield return ($"{name} cut at every byte", () => EveryCutCheck.RunAsync(corpus.Recorded(name)));
        }

        yield return ("strict", () => StrictCheck.RunAsync(corpus.Recorded(TextAmongTools), corpus.ReadBytes("derived/framing-crlf.sse")));
        yield return ("resumption", ResumptionCheck.RunAsync);

        foreach (FuzzTarget target in FuzzTarget.All)
        {
            yield return ($"fuzz {target.Name}", () => MutationCheck.RunAsync(target, corpus.FuzzSeeds(target.Name), MutationsPerTarget));
        }

        yield return ("request", RequestRoundTripCheck.RunAsync);
        yield return ("batch", BatchCheck.RunAsync);
    }

    private static IEnumerable<string> SmallAndWhole(CorpusFolder corpus) =>
        (from entry in corpus.ReadJson("manifest.json").GetProperty("streams").EnumerateArray()
         where entry.GetProperty("n_messages").GetInt32() == 1 && entry.GetProperty("complete").GetBoolean() && entry.GetProperty("error_type").ValueKind == JsonValueKind.Null
         orderby entry.GetProperty("size").GetInt32()
         select Path.GetFileNameWithoutExtension(entry.GetProperty("file").GetString()!)).Take(StreamsForEveryCut);
}
