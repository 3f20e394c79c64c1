
namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks that deviations from the API's format are tolerated, and are reported once per stream and kind.</summary>
internal static class DiagnosticCheck
{
    public static IEnumerable<(string Name, Func<Task> Run)> Cases(CorpusFolder corpus)
    {
        foreach (ClaudeDiagnosticKind kind in DeviationCases.Kinds)
        {
            yield return ($"{kind} twice is reported once and nothing else", () => Diagnostic_ItsCauseTwice_IsReportedOnceAndNothingElse(kind));
        }

        yield return ("one of an event has its number", Diagnostic_OfAnEvent_HasItsNumber);
        yield return ("a done marker after the message is reported at disposal", Diagnostic_DoneMarkerAfterTheMessage_IsReportedAtDisposal);
        yield return ("pings and comments after the message are no events", Diagnostic_PingsAndCommentsAfterTheMessage_AreNoEvents);
        yield return ("streams of the live API cause none", () => Diagnostic_StreamsOfTheLiveApi_CauseNone(corpus));
        yield return ("an exception of the callback comes through", Diagnostic_CallbackThrows_ItsExceptionComesThrough);
    }

    private static async Task Diagnostic_ItsCauseTwice_IsReportedOnceAndNothingElse(ClaudeDiagnosticKind kind)
    {
        byte[] body = DeviationCases.Of(kind).ToArray();
        foreach (int size in (int[])[1, int.MaxValue])
        {
            Check.SequenceEqual([kind], (await ReadAsync(body, size)).Select(d => d.Kind));
        }
    }

    private static async Task Diagnostic_OfAnEvent_HasItsNumber()
    {
        ClaudeDiagnostic mismatch = Check.Single(await ReadAsync(DeviationCases.Of(ClaudeDiagnosticKind.EventNameMismatch).ToArray(), 61));

        Check.Equal(3, mismatch.EventNumber);
    }

    private static async Task Diagnostic_DoneMarkerAfterTheMessage_IsReportedAtDisposal()
    {
        byte[] body = SseBody.OfText("a").Raw("data: [DONE]\n\n").ToArray();

        Check.SequenceEqual([ClaudeDiagnosticKind.DoneMarker], (await ReadAsync(body, 7)).Select(d => d.Kind));
    }

    private static async Task Diagnostic_PingsAndCommentsAfterTheMessage_AreNoEvents()
    {
        byte[] body = SseBody.OfText("a").Event("""{"type":"ping"}""").Raw(": bye\n\n").ToArray();

        Check.That(!(await ReadAsync(body, 7)).Exists(static d => d.Kind == ClaudeDiagnosticKind.EventsAfterStop));
    }

    private static async Task Diagnostic_StreamsOfTheLiveApi_CauseNone(CorpusFolder corpus)
    {
        int streams = 0;
        foreach (string name in corpus.LiveNames())
        {
            List<ClaudeDiagnostic> diagnostics = await ReadAsync(corpus.ReadBytes($"recorded/{name}.sse"), int.MaxValue);
            Check.That(diagnostics.Count == 0, $"{name}: {string.Join(", ", diagnostics)}");
            streams++;
        }

        Check.That(streams > 100, $"Only {streams} streams.");
    }

    private static async Task Diagnostic_CallbackThrows_ItsExceptionComesThrough()
    {
        var own = new FormatException("The callback's own.");
        await using MessageStream stream = DeviationCases.Of(ClaudeDiagnosticKind.Comment).Open(new MessageStreamOptions { OnDiagnostic = _ => throw own });

        Check.That(await Check.ThrownAsync(() => stream.GetFinalMessageAsync().AsTask()) == own);
    }

    private static async Task<List<ClaudeDiagnostic>> ReadAsync(byte[] body, int readSize)
    {
        List<ClaudeDiagnostic> diagnostics = [];
        await using (MessageStream stream = MessageStream.FromStream(new PiecewiseStream(body, readSize), new MessageStreamOptions { OnDiagnostic = diagnostics.Add }))
        {
            await stream.GetFinalMessageAsync();
        }

        return diagnostics;
    }
}
