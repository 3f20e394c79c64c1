using System.Text.Json;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Fuzzing;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.AotSmoke;

/// <summary>Everything that the native program checks: what the tests check under the JIT, from the same code.</summary>
internal static class SmokeSuite
{
    private const int MutationsPerTarget = 500;
    private const string TextAmongTools = "ai__anthropic-code-execution-20250825.2";

    public static IEnumerable<(string Name, Func<Task> Run)> Of(CorpusFolder corpus) =>
    [
        .. OfTheCorpus(corpus),
        .. from promise in Promises(corpus) from check in promise.Checks select ($"{promise.Name}: {check.Name}", check.Run),
    ];

    private static IEnumerable<(string Name, Func<Task> Run)> OfTheCorpus(CorpusFolder corpus)
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

        foreach (FuzzTarget target in FuzzTarget.All)
        {
            yield return ($"fuzz {target.Name}", () => MutationCheck.RunAsync(target, corpus.FuzzSeeds(target.Name), MutationsPerTarget));
        }

        foreach (string name in EveryCutCheck.NamesIn(corpus))
        {
            yield return ($"{name} cut at every byte", () => EveryCutCheck.RunAsync(corpus.Recorded(name)));
        }

        yield return ("every stream cut at samples", () => EveryCutCheck.RunAtSamplesAsync(corpus));
        yield return ("resumption", ResumptionCheck.RunAsync);
        yield return ("request", RequestRoundTripCheck.RunAsync);
        yield return ("batch", BatchCheck.RunAsync);
    }

    private static IEnumerable<(string Name, IEnumerable<(string Name, Func<Task> Run)> Checks)> Promises(CorpusFolder corpus) =>
    [
        ("timeout", TimeoutCheck.Cases()),
        ("timeout of a body", BodyTimeoutCheck.Cases()),
        ("connect timeout", ConnectTimeoutCheck.Cases()),
        ("stop", StopCheck.Cases()),
        ("cut", ConnectionCutCheck.Cases(corpus)),
        ("error response", ErrorResponseCheck.Cases()),
        ("error event", ErrorEventCheck.Cases(corpus)),
        ("error of a gateway", GatewayErrorCheck.Cases()),
        ("answer of another kind", OtherKindCheck.Cases()),
        ("error of the wire", WireErrorCheck.Cases(corpus)),
        ("retry", RetryCheck.Cases()),
        ("retry delay", RetryDelayCheck.Cases()),
        ("limit", LimitCheck.Cases()),
        ("secret", SecretCheck.Cases()),
        ("redirect", RedirectCheck.Cases()),
        ("tool input", ToolInputCheck.Cases()),
        ("diagnostic", DiagnosticCheck.Cases(corpus)),
        ("strict", StrictCheck.Cases(corpus)),
        ("gateway", GatewayCheck.Cases(corpus)),
        ("index", IndexCheck.Cases(corpus)),
        ("counter", MetricCheck.Cases()),
        ("replay server", ReplayServerCheck.Cases()),
        ("response script", ResponseScriptCheck.Cases()),
        ("message script", MessageScriptCheck.Cases()),
    ];
}
