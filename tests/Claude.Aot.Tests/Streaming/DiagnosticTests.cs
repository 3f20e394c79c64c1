using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

public sealed class DiagnosticTests
{
    private const string PlainDelta = """data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}""" + "\n\n";

    /// <summary>Kinds that a request can have, but no stream of bytes.</summary>
    private static readonly ClaudeDiagnosticKind[] s_notOfStreams = [ClaudeDiagnosticKind.KeyAndTokenInEnvironment, ClaudeDiagnosticKind.Retry];

    private static readonly Dictionary<ClaudeDiagnosticKind, Func<SseBody>> s_causes = new()
    {
        [ClaudeDiagnosticKind.ByteOrderMark] = static () => new SseBody().Raw("\uFEFF").Raw(SseBody.OfText("a").ToArray()),
        [ClaudeDiagnosticKind.CarriageReturn] = static () => Body("event: ping\r\ndata: {\"type\": \"ping\"}\r\n\r\n"),
        [ClaudeDiagnosticKind.Comment] = static () => Body(": keep-alive\n\n: keep-alive\n\n"),
        [ClaudeDiagnosticKind.MissingEventName] = static () => Body(PlainDelta + PlainDelta),
        [ClaudeDiagnosticKind.EventNameMismatch] = static () => Body("event: message\n" + PlainDelta + "event: message\n" + PlainDelta),
        [ClaudeDiagnosticKind.InvalidUtf8] = static () => Begin().Raw("event: of_tomorrow\ndata: {\"type\":\"of_tomorrow\",\"a\":\"").Raw([0xFF]).Raw("\"}\n\n").Raw(Rest()),
        [ClaudeDiagnosticKind.DoneMarker] = static () => Body("event: done\ndata: [DONE]\n\nevent: done\ndata: [DONE]\n\n"),
        [ClaudeDiagnosticKind.NonJsonEvent] = static () => Body("event: note\ndata: hello\n\nevent: note\ndata: hello\n\n"),
        [ClaudeDiagnosticKind.UnfinishedFinalEvent] = static () => Begin().BlockStop().MessageDelta().Raw("event: message_stop\ndata: {\"type\":\"message_stop\"}"),
        [ClaudeDiagnosticKind.EventsAfterStop] = static () => SseBody.OfText("a").Raw(SseBody.OfText("b").ToArray()),
        [ClaudeDiagnosticKind.RepeatedMessageStart] = static () => Begin().Event(SseBody.StartOfMessage).Event(SseBody.StartOfMessage).Raw(Rest()),
        [ClaudeDiagnosticKind.MissingMessageStart] = static () => new SseBody().TextStart().Text("a").BlockStop().MessageDelta().MessageStop(),
        [ClaudeDiagnosticKind.DeltaWithoutBlock] = static () => Begin().Text("b", 1).Text("b", 1).BlockStop(1).Raw(Rest()),
        [ClaudeDiagnosticKind.UnexpectedBlockStart] = static () => Begin().TextStart().TextStart().Raw(Rest()),
        [ClaudeDiagnosticKind.UnexpectedBlockStop] = static () => Begin().BlockStop(7).BlockStop(7).Raw(Rest()),
        [ClaudeDiagnosticKind.RepeatedMessageDelta] = static () => Begin().BlockStop().MessageDelta().MessageDelta().End(),
    };

    public static TheoryData<ClaudeDiagnosticKind> Kinds => [.. Enum.GetValues<ClaudeDiagnosticKind>().Except(s_notOfStreams)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Diagnostic_ItsCauseTwice_IsReportedOnceAndNothingElse(ClaudeDiagnosticKind kind)
    {
        byte[] body = s_causes[kind]().ToArray();
        foreach (int size in (int[])[1, int.MaxValue])
        {
            Assert.Equal([kind], (await ReadAsync(body, size)).Select(d => d.Kind));
        }
    }

    [Fact]
    public async Task Diagnostic_OfAnEvent_HasItsNumber()
    {
        ClaudeDiagnostic mismatch = Assert.Single(await ReadAsync(s_causes[ClaudeDiagnosticKind.EventNameMismatch]().ToArray(), 61));

        Assert.Equal(3, mismatch.EventNumber);
    }

    [Fact]
    public async Task Diagnostic_DoneMarkerAfterTheMessage_IsReportedAtDisposal()
    {
        byte[] body = SseBody.OfText("a").Raw("data: [DONE]\n\n").ToArray();

        Assert.Equal([ClaudeDiagnosticKind.DoneMarker], (await ReadAsync(body, 7)).Select(d => d.Kind));
    }

    [Fact]
    public async Task Diagnostic_PingsAndCommentsAfterTheMessage_AreNoEvents()
    {
        byte[] body = SseBody.OfText("a").Event("""{"type":"ping"}""").Raw(": bye\n\n").ToArray();

        Assert.DoesNotContain(await ReadAsync(body, 7), d => d.Kind == ClaudeDiagnosticKind.EventsAfterStop);
    }

    [Fact]
    public async Task Diagnostic_StreamsOfTheLiveApi_CauseNone()
    {
        int streams = 0;
        foreach (string name in TestCorpus.Whole.Where(name => TestCorpus.Manifest[name].GetProperty("kind").GetString() is "wire" or "wire-chunked"))
        {
            List<ClaudeDiagnostic> diagnostics = await ReadAsync(TestCorpus.Read(name), int.MaxValue);
            Assert.True(diagnostics.Count == 0, $"{name}: {string.Join(", ", diagnostics)}");
            streams++;
        }

        Assert.True(streams > 100, $"Only {streams} streams.");
    }

    [Fact]
    public async Task Diagnostic_CallbackThrows_ItsExceptionComesThrough()
    {
        var own = new FormatException("The callback's own.");
        await using MessageStream stream = Body(": comment\n\n").Open(new MessageStreamOptions { OnDiagnostic = _ => throw own });

        Assert.Same(own, await Assert.ThrowsAsync<FormatException>(() => stream.GetFinalMessageAsync().AsTask()));
    }

    private static SseBody Begin() => SseBody.Begin().TextStart();

    private static SseBody Body(string middle) => Begin().Raw(middle).Raw(Rest());

    private static byte[] Rest() => new SseBody().BlockStop().End().ToArray();

    private static async Task<List<ClaudeDiagnostic>> ReadAsync(byte[] body, int readSize)
    {
        List<ClaudeDiagnostic> diagnostics = [];
        await using (MessageStream stream = MessageStream.FromStream(new Shared.PiecewiseStream(body, readSize), new MessageStreamOptions { OnDiagnostic = diagnostics.Add }))
        {
            await stream.GetFinalMessageAsync();
        }

        return diagnostics;
    }
}
