namespace Claude.Aot.Tests.Shared;

/// <summary>Provides, for each kind of deviation, a stream that has this deviation twice and no other.</summary>
internal static class DeviationCases
{
    private const string PlainDelta = """data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}""" + "\n\n";

    private const string NoInput = """{"type":"tool_use","id":"toolu_1","name":"search"}""";

    /// <summary>The kinds that a request or its response can have, but not a stream of bytes.</summary>
    private static readonly ClaudeDiagnosticKind[] s_notOfStreams =
    [
        ClaudeDiagnosticKind.KeyAndTokenInEnvironment, ClaudeDiagnosticKind.Retry, ClaudeDiagnosticKind.Resumed, ClaudeDiagnosticKind.Stalled,
        ClaudeDiagnosticKind.UnexpectedContentType, ClaudeDiagnosticKind.WholeMessage, ClaudeDiagnosticKind.StreamedMessage,
    ];

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
        [ClaudeDiagnosticKind.MissingMessageStart] = static () => new SseBody().TextStart().Text("a").Event(SseBody.StartOfMessage).Raw(Rest()),
        [ClaudeDiagnosticKind.DeltaWithoutBlock] = static () => Begin().Text("b", 1).Text("b", 1).BlockStop(1).Raw(Rest()),
        [ClaudeDiagnosticKind.UnexpectedBlockStart] = static () => Begin().TextStart().TextStart().Raw(Rest()),
        [ClaudeDiagnosticKind.UnexpectedBlockStop] = static () => Begin().BlockStop(7).BlockStop(7).Raw(Rest()),
        [ClaudeDiagnosticKind.UnreadableIndex] = static () => Body(DeltaAt("\"0\"") + DeltaAt("0.0")),
        [ClaudeDiagnosticKind.MismatchedDelta] = static () => SseBody.Begin().ToolStart().Text("a").Input("{}").Text("b").Raw(Rest()),
        [ClaudeDiagnosticKind.InterleavedText] = static () => Begin().TextStart(1).Text("a", 1).Text("b").Text("c", 1).BlockStop(1).Raw(Rest()),
        [ClaudeDiagnosticKind.TextNotString] = static () => Begin().TextJson("7").TextJson("{}").Raw(Rest()),
        [ClaudeDiagnosticKind.MissingToolInput] = static () => SseBody.Begin().BlockStart(0, NoInput).BlockStop().BlockStart(1, NoInput).BlockStop(1).End(),
        [ClaudeDiagnosticKind.ContentInMessageStart] = static () => SseBody.BeginWith("""{"id":"msg_1","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}""").End(),
        [ClaudeDiagnosticKind.UsageInDelta] = static () => Begin().BlockStop().MessageDelta("""{"stop_reason":"end_turn","usage":{"output_tokens":5}}""", "null").MessageStop(),
        [ClaudeDiagnosticKind.MessageInMessageStop] = static () => Begin().BlockStop().MessageDelta().Event("""{"type":"message_stop","message":{"stop_reason":"end_turn"}}"""),
        [ClaudeDiagnosticKind.RepeatedMessageDelta] = static () => Begin().BlockStop().MessageDelta().MessageDelta().End(),
    };

    public static IEnumerable<ClaudeDiagnosticKind> Kinds => Enum.GetValues<ClaudeDiagnosticKind>().Except(s_notOfStreams);

    public static SseBody Of(ClaudeDiagnosticKind kind) => s_causes[kind]();

    private static string DeltaAt(string index) =>
        $$$"""event: content_block_delta{{{"\n"}}}data: {"type":"content_block_delta","index":{{{index}}},"delta":{"type":"text_delta","text":"a"}}""" + "\n\n";

    private static SseBody Begin() => SseBody.Begin().TextStart();

    private static SseBody Body(string middle) => Begin().Raw(middle).Raw(Rest());

    private static byte[] Rest() => new SseBody().BlockStop().End().ToArray();
}
