using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks that deviations that are otherwise tolerated and reported are errors with <c>Strict</c>.</summary>
internal static class StrictCheck
{
    public static IEnumerable<(string Name, Func<Task> Run)> Cases(CorpusFolder corpus)
    {
        foreach (ClaudeDiagnosticKind kind in Deviations)
        {
            yield return ($"{kind} is a protocol error that names it", () => Deviation_OfEachKind_IsAProtocolErrorThatNamesIt(kind));
        }

        yield return ("a deviation leaves what was received", Deviation_InTheMiddle_LeavesWhatWasReceived);
        yield return ("events after message_stop leave the message whole", EventsAfterStop_WithStrict_LeaveTheMessageWhole);
        yield return ("streams of the live API pass", () => Streams_OfTheLiveApi_PassWithStrict(corpus));

        foreach ((bool ofClient, bool? ofCall, bool isStrict) in ((bool, bool?, bool)[])[
            (false, null, false),
            (false, true, true),
            (true, null, true),
            (true, false, false),
        ])
        {
            yield return ($"{ofClient} of the client and {ofCall} of the call", () => Strict_OfClientAndCall_Decides(ofClient, ofCall, isStrict));
        }

        yield return ("retries and resumptions are no deviations", Strict_RetriesAndResumptions_AreNoDeviations);
    }

    // Data after message_stop is examined only when the message is complete.
    private static IEnumerable<ClaudeDiagnosticKind> Deviations => [.. DeviationCases.Kinds.Except([ClaudeDiagnosticKind.EventsAfterStop])];

    private static async Task Deviation_OfEachKind_IsAProtocolErrorThatNamesIt(ClaudeDiagnosticKind kind)
    {
        List<ClaudeDiagnosticKind> reported = [];

        ClaudeTransportException e = await DeviationCases.Of(kind)
            .ReadToFailureAsync<ClaudeTransportException>(new MessageStreamOptions { Strict = true, OnDiagnostic = d => reported.Add(d.Kind) });

        Check.Equal(ClaudeTransportErrorKind.InvalidResponse, e.Kind);
        Check.Contains($"{kind}", e.Message);
        Check.SequenceEqual([kind], reported);
    }

    private static async Task Deviation_InTheMiddle_LeavesWhatWasReceived()
    {
        SseBody body = SseBody.Begin().TextStart().Text("Hel").Raw(": comment\n\n").Text("lo").BlockStop().End();

        ClaudeTransportException e = await body.ReadToFailureAsync<ClaudeTransportException>(new MessageStreamOptions { Strict = true });

        Check.That(e.Partial!.Text.StartsWith("Hel", StringComparison.Ordinal), e.Partial.Text);
        Check.That(!Check.Single(e.Partial.Content).IsComplete);
    }

    private static async Task EventsAfterStop_WithStrict_LeaveTheMessageWhole()
    {
        await using MessageStream stream = DeviationCases.Of(ClaudeDiagnosticKind.EventsAfterStop).Open(new MessageStreamOptions { Strict = true });

        Check.Equal("a", await stream.GetFinalTextAsync());
    }

    private static async Task Streams_OfTheLiveApi_PassWithStrict(CorpusFolder corpus)
    {
        int streams = 0;
        foreach (string name in corpus.LiveNames())
        {
            await using MessageStream stream = MessageStream.FromStream(new PiecewiseStream(corpus.ReadBytes($"recorded/{name}.sse")), new MessageStreamOptions { Strict = true });
            await stream.GetFinalMessageAsync();
            streams++;
        }

        Check.That(streams > 100, $"Only {streams} streams.");
    }

    private static async Task Strict_OfClientAndCall_Decides(bool ofClient, bool? ofCall, bool isStrict)
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello.InDialect(GatewayDialect.CrLf)), options => options.Strict = ofClient);
        var options = new RequestOptions { Strict = ofCall };

        if (isStrict)
        {
            Check.Equal(ClaudeTransportErrorKind.InvalidResponse, (await client.FailAsync<ClaudeTransportException>(options)).Kind);
        }
        else
        {
            Check.Equal("Hello", await client.AskAsync(options: options));
        }
    }

    private static async Task Strict_RetriesAndResumptions_AreNoDeviations()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Overloaded, Scripts.Hello.CutAfter(Scripts.EventsUntilHel), new MessageScript().Text("lo").End()), options =>
        {
            options.Strict = true;
            options.MaxResumptions = 1;
        });

        Check.Equal("Hello", await client.AskAsync());
    }
}
