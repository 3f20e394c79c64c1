using System.Text.Json;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Fuzzing;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.AotSmoke;

/// <summary>
/// The checks that the native program runs: those that the tests run under the JIT, from the same code. Each has the name of its class and a name of its own, and
/// <c>AotSmokeTests</c> compares the list with that of the tests.
/// </summary>
internal static class SmokeSuite
{
    private const int MutationsPerTarget = 500;
    private const string TextAmongTools = "ai__anthropic-code-execution-20250825.2";

    public static IEnumerable<(string Name, Func<Task> Run)> Of(CorpusFolder corpus) =>
    [
        .. from check in OfTheCorpus(corpus) select (CheckName.Of(check.Class, check.Name), check.Run),
        .. from promise in Promises(corpus) from check in promise.Checks select (CheckName.Of(promise.Class, check.Name), check.Run),
    ];

    private static IEnumerable<(string Class, string Name, Func<Task> Run)> OfTheCorpus(CorpusFolder corpus)
    {
        foreach (string name in corpus.RecordedNames())
        {
            yield return (nameof(RecordedStreamCheck), name, () => RecordedStreamCheck.RunAsync(corpus.Recorded(name)));
        }

        yield return (nameof(ReadingWaysCheck), TextAmongTools, () => ReadingWaysCheck.RunAsync(corpus.Recorded(TextAmongTools)));

        foreach (JsonElement entry in corpus.ReadJson("derived/manifest.json").GetProperty("streams").EnumerateArray())
        {
            yield return (nameof(DerivedStreamCheck), entry.GetProperty("file").GetString()!, () => DerivedStreamCheck.RunAsync(corpus, entry));
        }

        foreach (JsonElement entry in corpus.ReadJson("sse-conformance.json").GetProperty("cases").EnumerateArray())
        {
            yield return (nameof(SseConformanceCheck), entry.GetProperty("name").GetString()!, () => SseConformanceCheck.RunAsync(entry));
        }

        foreach (JsonElement entry in corpus.ReadJson("json-edge/manifest.json").GetProperty("cases").EnumerateArray())
        {
            yield return (nameof(JsonEdgeCheck), entry.GetProperty("name").GetString()!, () => JsonEdgeCheck.RunAsync(corpus, entry));
        }

        foreach (FuzzTarget target in FuzzTarget.All)
        {
            yield return (nameof(MutationCheck), target.Name, () => MutationCheck.RunAsync(target, corpus.FuzzSeeds(target.Name), MutationsPerTarget));
        }

        foreach (string name in EveryCutCheck.NamesIn(corpus))
        {
            yield return (nameof(EveryCutCheck), name, () => EveryCutCheck.RunAsync(corpus.Recorded(name)));
        }

        yield return (nameof(EveryCutCheck), "all streams, at samples", () => EveryCutCheck.RunAtSamplesAsync(corpus));
        yield return (nameof(ResumptionCheck), "all", ResumptionCheck.RunAsync);
        yield return (nameof(RequestRoundTripCheck), "all", RequestRoundTripCheck.RunAsync);
        yield return (nameof(BatchCheck), "all", BatchCheck.RunAsync);
    }

    private static IEnumerable<(string Class, IEnumerable<(string Name, Func<Task> Run)> Checks)> Promises(CorpusFolder corpus) =>
    [
        (nameof(TimeoutCheck), TimeoutCheck.Cases()),
        (nameof(BodyTimeoutCheck), BodyTimeoutCheck.Cases()),
        (nameof(ConnectTimeoutCheck), ConnectTimeoutCheck.Cases()),
        (nameof(StopCheck), StopCheck.Cases()),
        (nameof(ConnectionCutCheck), ConnectionCutCheck.Cases(corpus)),
        (nameof(ErrorResponseCheck), ErrorResponseCheck.Cases()),
        (nameof(ErrorEventCheck), ErrorEventCheck.Cases(corpus)),
        (nameof(GatewayErrorCheck), GatewayErrorCheck.Cases()),
        (nameof(OtherKindCheck), OtherKindCheck.Cases()),
        (nameof(WireErrorCheck), WireErrorCheck.Cases(corpus)),
        (nameof(RetryCheck), RetryCheck.Cases()),
        (nameof(RetryDelayCheck), RetryDelayCheck.Cases()),
        (nameof(LimitCheck), LimitCheck.Cases()),
        (nameof(SecretCheck), SecretCheck.Cases()),
        (nameof(CredentialCheck), CredentialCheck.Cases()),
        (nameof(RedirectCheck), RedirectCheck.Cases()),
        (nameof(ToolInputCheck), ToolInputCheck.Cases()),
        (nameof(ToolRunCheck), ToolRunCheck.Cases()),
        (nameof(ToolBindingCheck), ToolBindingCheck.Cases()),
        (nameof(OutputCheck), OutputCheck.Cases()),
        (nameof(FilesCheck), FilesCheck.Cases()),
        (nameof(TextPacingCheck), TextPacingCheck.Cases()),
        (nameof(DiagnosticCheck), DiagnosticCheck.Cases(corpus)),
        (nameof(StrictCheck), StrictCheck.Cases(corpus)),
        (nameof(GatewayCheck), GatewayCheck.Cases(corpus)),
        (nameof(IndexCheck), IndexCheck.Cases(corpus)),
        (nameof(MetricCheck), MetricCheck.Cases()),
        (nameof(SpanCheck), SpanCheck.Cases()),
        (nameof(SpanEndCheck), SpanEndCheck.Cases()),
        (nameof(ToolSpanCheck), ToolSpanCheck.Cases()),
        (nameof(ReplayServerCheck), ReplayServerCheck.Cases()),
        (nameof(ResponseScriptCheck), ResponseScriptCheck.Cases()),
        (nameof(MessageScriptCheck), MessageScriptCheck.Cases()),
    ];
}
