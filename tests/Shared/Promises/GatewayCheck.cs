using System.Text;
using System.Text.Json;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>
/// Checks streams of gateways that imitate the API: the message has the intended content, all ways of reading give the same text, owned events and the relayed
/// stream give the same message, and each deviation is reported, or rejected if deviations are errors.
/// </summary>
internal static class GatewayCheck
{
    private const string Call = """{"type":"tool_use","id":"t1","name":"f","input":{"a":1}}""";

    private static readonly (string Name, ClaudeDiagnosticKind[] Kinds, string Content, string Usage)[] s_streams =
    [
        ("no-index", [ClaudeDiagnosticKind.UnreadableIndex], """[{"type":"text","text":"Hello"}]""", "1 5"),
        ("index-float", [ClaudeDiagnosticKind.UnreadableIndex], """[{"type":"text","text":"Hello"}]""", "1 5"),
        ("index-string", [ClaudeDiagnosticKind.UnreadableIndex], """[{"type":"text","text":"Hello"}]""", "1 5"),
        ("index-starts-again", [ClaudeDiagnosticKind.UnexpectedBlockStart], """[{"type":"text","text":"A"},{"type":"text","text":"B"}]""", "10 5"),
        ("text-delta-on-tool", [ClaudeDiagnosticKind.MismatchedDelta], $$"""[{{Call}},{"type":"text","text":"Let me see"}]""", "10 5"),
        ("tool-without-input", [ClaudeDiagnosticKind.MissingToolInput], """[{"type":"tool_use","id":"t1","name":"f","input":{}}]""", "10 5"),
        ("content-in-message-start", [ClaudeDiagnosticKind.ContentInMessageStart], $$"""[{"type":"text","text":"All at once"},{{Call}}]""", "10 0"),
        ("usage-in-delta", [ClaudeDiagnosticKind.UsageInDelta], """[{"type":"text","text":"Hello"}]""", "10 15"),
        ("partial-json-is-an-object", [ClaudeDiagnosticKind.MissingToolInput, ClaudeDiagnosticKind.TextNotString], $"[{Call}]", "10 5"),
    ];

    private static readonly (string Name, string Reason, string Partial)[] s_errors =
    [
        ("error-is-a-string", "upstream died", "Hel"),
        ("error-in-other-words", "Internal error", "Hel"),
        ("error-not-json", "boom", ""),
    ];

    public static IEnumerable<(string Name, Func<Task> Run)> Cases(CorpusFolder corpus)
    {
        foreach ((string name, ClaudeDiagnosticKind[] kinds, string content, string usage) in s_streams)
        {
            yield return (name, () => Stream_OfAGateway_IsTheMessageThatWasMeant(name, corpus.ReadBytes($"gateways/{name}.sse"), kinds, content, usage));
            yield return ($"{name}, strict", () => Stream_OfAGateway_IsRefusedWithStrict(name, corpus.ReadBytes($"gateways/{name}.sse"), kinds[0]));
        }

        foreach ((string name, string reason, string partial) in s_errors)
        {
            yield return (name, () => Error_InMidStream_QuotesItsReasonAndKeepsWhatCame(name, corpus.ReadBytes($"gateways/{name}.sse"), reason, partial));
        }

        yield return ("raw-control-characters", () =>
            Input_WithRawControlCharacters_IsInvalidAndCanBeRepaired(corpus.ReadBytes("gateways/raw-control-characters.sse")));
        yield return ("events without empty lines", Stream_WithoutEmptyLines_SaysThatNoEventEnded);
        yield return ("an empty signature", Signature_EmptyAfterARealOne_LeavesIt);
        yield return ("text in the start of a block", Text_InTheStartOfABlock_IsShown);
        yield return ("text that is no string", Text_ThatIsNoString_IsShownAsItsJson);
        yield return ("text between the deltas of a tool", Text_BetweenTheDeltasOfATool_IsOneBlock);
        yield return ("a block after text for a tool", Block_AfterTextForATool_IsItsOwn);
        yield return ("empty text for a tool", Text_EmptyForATool_IsLeftOut);
        yield return ("a second message begins", Message_SecondInTheMiddle_FollowsInNewBlocks);
        yield return ("text of two blocks by turns", Text_OfTwoBlocksByTurns_IsKeptAsShown);
        yield return ("text after its block has stopped", Text_AfterItsBlockHasStopped_IsShownAndKept);
    }

    private static async Task Stream_OfAGateway_IsTheMessageThatWasMeant(string name, byte[] body, ClaudeDiagnosticKind[] kinds, string content, string usage)
    {
        foreach (int size in (int[])[1, 7, int.MaxValue])
        {
            List<ClaudeDiagnosticKind> reported = [];
            await using MessageStream stream = MessageStream.FromStream(new PiecewiseStream(body, size), new MessageStreamOptions { OnDiagnostic = d => reported.Add(d.Kind) });
            Message message = await stream.GetFinalMessageAsync();
            Check.JsonEqual(JsonDocument.Parse($$"""{"role":"assistant","content":{{content}}}""").RootElement, InputMessage.FromMessage(message).ToJson(), name);
            Check.Equal(usage, $"{message.Usage.InputTokens} {message.Usage.OutputTokens}", name);
            Check.That(message.Content.All(block => block.IsComplete), name);
            Check.SequenceEqual(kinds, reported, name);
        }

        await VerifySameAsync(name, body);
    }

    /// <summary>Verifies that a stream gives the same message and the same text in every way of reading.</summary>
    private static async Task VerifySameAsync(string what, byte[] body)
    {
        StreamTrace expected = await StreamTrace.ReadAsync(body, isGeneral: true);
        foreach (int size in (int[])[1, 2, 13, int.MaxValue])
        {
            string? difference = StreamTrace.FindDifference(expected, await StreamTrace.ReadAsync(body, size));
            Check.That(difference is null, $"{what} in reads of {size}: {difference}");
        }

        using JsonDocument message = JsonDocument.Parse(expected.Outcome);
        Check.JsonEqual(message.RootElement, (await FoldOwnedAsync(body)).ToJson()!.Value.GetRawText(), $"{what} by its owned events");
        using var relayed = new MemoryStream();
        await using (MessageStream stream = MessageStream.FromStream(new PiecewiseStream(body)))
        {
            await stream.RelayToAsync(relayed);
        }

        StreamOutcome again = await StreamOutcome.OfAsync(relayed.ToArray(), int.MaxValue);
        Check.JsonEqual(message.RootElement, again.RequireMessage().ToJson(), $"{what} relayed");
        if (again.Message!.Content.Any(block => block is TextBlock))
        {
            await ReadingWaysCheck.RunAsync(what, body, again.Message.Text);
        }
    }

    private static async Task<ReferenceFold> FoldOwnedAsync(byte[] body)
    {
        var fold = new ReferenceFold();
        await using MessageStream stream = MessageStream.FromStream(new PiecewiseStream(body));
        await foreach (MessageStreamEvent e in stream.ReadOwnedAsync())
        {
            fold.Add(e.ToJson());
        }

        return fold;
    }

    private static async Task Stream_OfAGateway_IsRefusedWithStrict(string name, byte[] body, ClaudeDiagnosticKind kind)
    {
        await using MessageStream stream = MessageStream.FromStream(new PiecewiseStream(body), new MessageStreamOptions { Strict = true });

        ClaudeTransportException e = await Check.ThrowsAsync<ClaudeTransportException>(() => stream.GetFinalMessageAsync().AsTask());

        Check.Equal(ClaudeTransportErrorKind.InvalidResponse, e.Kind, name);
        Check.Contains($"{kind}", e.Message);
    }

    private static async Task Error_InMidStream_QuotesItsReasonAndKeepsWhatCame(string name, byte[] body, string reason, string partial)
    {
        foreach (int size in (int[])[1, 7, int.MaxValue])
        {
            await using MessageStream stream = MessageStream.FromStream(new PiecewiseStream(body, size));

            ClaudeApiException e = await Check.ThrowsAsync<ClaudeApiException>(() => stream.GetFinalMessageAsync().AsTask());

            Check.Contains(reason, e.Message);
            Check.Equal(partial, e.Partial!.Text, name);
        }
    }

    private static async Task Input_WithRawControlCharacters_IsInvalidAndCanBeRepaired(byte[] body)
    {
        await VerifySameAsync("raw-control-characters", body);
        await using MessageStream stream = MessageStream.FromStream(new PiecewiseStream(body));
        ToolInput input = ((ToolUseBlock)Check.Single((await stream.GetFinalMessageAsync()).Content)).Input;

        Check.Equal(ToolInputState.Invalid, input.State);
        Check.That(input.TryRepair(out ToolInput? repaired), "The input can be repaired.");
        Check.Equal(ToolInputState.Valid, repaired!.State);
        Check.Equal("""{"old":"line one\u000aline two\u0009","re":"\\d"}""", repaired.ToString());
    }

    private static async Task Stream_WithoutEmptyLines_SaysThatNoEventEnded()
    {
        string body = Encoding.UTF8.GetString(SseBody.OfText("a").ToArray()).Replace("\n\n", "\n", StringComparison.Ordinal);

        ClaudeTransportException e = await new SseBody().Raw(body).ReadToFailureAsync<ClaudeTransportException>();

        Check.Equal(ClaudeTransportErrorKind.ResponseEnded, e.Kind);
        Check.Contains("in 6 lines, and no event had ended", e.Message);
        int data = ReferenceFold.SplitEvents(Encoding.UTF8.GetString(SseBody.OfText("a").ToArray()), adoptLast: false).Sum(json => json.Length + 1) - 1;
        Check.Contains($"after {data} bytes", e.Message);
    }

    private static async Task Signature_EmptyAfterARealOne_LeavesIt()
    {
        Message message = await SseBody.Begin().ThinkingStart().Thinking("a").Signature("real").Signature("").BlockStop().End().ReadAsync();

        Check.Equal("real", ((ThinkingBlock)Check.Single(message.Content)).Signature);
    }

    private static async Task Text_InTheStartOfABlock_IsShown()
    {
        byte[] body = SseBody.Begin().BlockStart(0, """{"type":"text","text":"a\u00e9 \ud83d"}""").TextJson("\"\\ude00b\"").BlockStop()
            .BlockStart(1, """{"type":"thinking","thinking":"hm","signature":"s"}""").BlockStop(1).End().ToArray();

        await VerifySameAsync("text in a start", body);
        await ReadingWaysCheck.RunAsync("text in a start", body, "aé 😀b");
    }

    private static async Task Text_ThatIsNoString_IsShownAsItsJson()
    {
        byte[] body = SseBody.Begin().BlockStart(0, """{"type":"thinking","thinking":"","signature":""}""")
            .Delta(0, """{"type":"thinking_delta","thinking":{"why":[1]}}""").BlockStop()
            .TextStart(1).TextJson("7", 1).TextJson("null", 1).TextJson("""{"a":"b"}""", 1).TextJson("true", 1).Text("!", 1).BlockStop(1).End().ToArray();

        await VerifySameAsync("text that is no string", body);
        Message message = (await StreamOutcome.OfAsync(body, 7)).RequireMessage();
        Check.Equal("""{"why":[1]}""", ((ThinkingBlock)message.Content[0]).Thinking);
        Check.Equal("""7{"a":"b"}true!""", message.Text);
        await ReadingWaysCheck.RunAsync("text that is no string", body, """7{"a":"b"}true!""");
    }

    private static async Task Text_BetweenTheDeltasOfATool_IsOneBlock()
    {
        byte[] body = SseBody.Begin().ToolStart().Text("a").Input("{").Text("b").Thinking("hm").Input("}").Text("c").BlockStop().End().ToArray();

        await VerifySameAsync("text between", body);
        Message message = (await StreamOutcome.OfAsync(body, 7)).RequireMessage();
        Check.Equal("tool_use text thinking text", string.Join(' ', message.Content.Select(block => block.TypeName)));
        Check.Equal("{}", ((ToolUseBlock)message.Content[0]).Input.ToString());
        Check.Equal("abc", message.Text);
    }

    private static async Task Block_AfterTextForATool_IsItsOwn()
    {
        byte[] body = SseBody.Begin().ToolStart().Text("a").BlockStop().ToolStart(1).Input("[1]", 1).BlockStop(1).TextStart(2).Text("b", 2).BlockStop(2).End().ToArray();

        await VerifySameAsync("a block after", body);
        Message message = (await StreamOutcome.OfAsync(body, 7)).RequireMessage();
        Check.Equal("tool_use text tool_use text", string.Join(' ', message.Content.Select(block => block.TypeName)));
        Check.Equal("[1]", ((ToolUseBlock)message.Content[2]).Input.ToString());
    }

    private static async Task Text_EmptyForATool_IsLeftOut()
    {
        Message message = await SseBody.Begin().ToolStart().Text("").Input("{}").BlockStop().End().ReadAsync();

        Check.Equal("tool_use", Check.Single(message.Content).TypeName);
    }

    private static async Task Message_SecondInTheMiddle_FollowsInNewBlocks()
    {
        byte[] body = SseBody.Begin().TextStart().Text("a").Text("b").BlockStop().ToolStart(1).Input("{\"half", 1)
            .Event("""{"type":"message_start","message":{"id":"msg_2","content":[{"type":"text","text":"c"}],"usage":{"output_tokens":2}}}""")
            .TextStart().Text("d").Text("e").BlockStop().ToolStart(1).Input("{}", 1).BlockStop(1).End().ToArray();

        await VerifySameAsync("a second message", body);
        await ReadingWaysCheck.RunAsync("a second message", body, "abcde");
        Message message = (await StreamOutcome.OfAsync(body, 7)).RequireMessage();
        Check.Equal("text tool_use text text tool_use", string.Join(' ', message.Content.Select(block => block.TypeName)));
        Check.SequenceEqual([true, false, true, true, true], message.Content.Select(block => block.IsComplete));
    }

    private static async Task Text_OfTwoBlocksByTurns_IsKeptAsShown()
    {
        byte[] body = SseBody.Begin().TextStart().TextStart(1).Text("a").Text("b").Text("c", 1).Text("d", 1).Text("e").Text("f").Text("g", 1).BlockStop(1).Text("h").BlockStop().End().ToArray();

        await VerifySameAsync("by turns", body);
        await ReadingWaysCheck.RunAsync("by turns", body, "abcdefgh");
        body = SseBody.Begin().TextStart().Text("a").Text("b").BlockStart(1, """{"type":"text","text":"c"}""").Text("d").Text("e", 1).BlockStop(1).BlockStop().End().ToArray();
        await VerifySameAsync("by turns with a start", body);
        await ReadingWaysCheck.RunAsync("by turns with a start", body, "abcde");
    }

    private static async Task Text_AfterItsBlockHasStopped_IsShownAndKept()
    {
        byte[] body = SseBody.Begin().TextStart().Text("a").BlockStop().TextStart(1).Text("b", 1).BlockStop(1).Text("c").Text("d").End().ToArray();

        await VerifySameAsync("late text", body);
        await ReadingWaysCheck.RunAsync("late text", body, "abcd");
    }
}
