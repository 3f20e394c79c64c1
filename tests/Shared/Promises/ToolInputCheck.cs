
namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks that a tool input keeps the model's bytes and tells their state. An incomplete input is never reported as an empty one.</summary>
internal static class ToolInputCheck
{
    private static (ToolInputState State, string Bytes, string[] Fragments)[] Inputs =>
    [
        (ToolInputState.Valid, "{}", [""]),
        (ToolInputState.Valid, "{\"a\": 1.50, \"a\":2}", ["{\"a\": 1.", "50, \"a", "\":2}"]),
        (ToolInputState.Valid, " {\"a\":1}\n", [" {\"a\":", "1}\n"]),
        (ToolInputState.Valid, "[1,2]", ["[1,", "2]"]),
        (ToolInputState.Valid, "{\"n\":123456789012345678901234567890.10e+400}", ["{\"n\":123456789012345678901234567890.10e+400}"]),
        (ToolInputState.Valid, "{\"a\":\"\\ud83d\\u00e9\u2600\"}", ["{\"a\":\"\\ud8", "3d\\u00e9\u2600\"}"]),
        (ToolInputState.Incomplete, "{\"a\": tru", ["{\"a\": t", "ru"]),
        (ToolInputState.Incomplete, "{", ["{"]),
        (ToolInputState.Incomplete, "{\"a\":\"x", ["{\"a\":\"x"]),
        (ToolInputState.Incomplete, "{\"a\":\"x\\", ["{\"a\":\"x\\"]),
        (ToolInputState.Incomplete, "{\"a\":1,", ["{\"a\":1,"]),
        (ToolInputState.Incomplete, "{\"a\":-", ["{\"a\":-"]),
        (ToolInputState.Invalid, "{\"a\":nope}", ["{\"a\":n", "ope}"]),
        (ToolInputState.Invalid, "{\"a\":1}}", ["{\"a\":1}", "}"]),
        (ToolInputState.Invalid, "}", ["}"]),
        (ToolInputState.Invalid, "{}{}", ["{}", "{}"]),
    ];

    /// <summary>Gets inputs as fragments, with the state after each fragment.</summary>
    private static (string Fragment, ToolInputState State)[][] Growing =>
    [
        [("{\"city\": \"Z\u00fc", ToolInputState.Incomplete), ("rich\", \"n\":", ToolInputState.Incomplete), (" 1.50", ToolInputState.Incomplete), ("}", ToolInputState.Valid)],
        [("{\"a\":", ToolInputState.Incomplete), ("nope", ToolInputState.Invalid), ("}", ToolInputState.Invalid)],
        [("{}", ToolInputState.Valid), (" ", ToolInputState.Valid), ("}", ToolInputState.Invalid)],
    ];

    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        foreach ((ToolInputState state, string bytes, string[] fragments) in Inputs)
        {
            yield return ($"{state} in {fragments.Length} fragments: {bytes}", () => Input_Fragments_AreKeptToTheLetter(state, bytes, fragments));
        }

        foreach ((string Fragment, ToolInputState State)[] fragments in Growing)
        {
            yield return ($"cut at every byte: {string.Concat(fragments.Select(static part => part.Fragment))}", () => Input_CutAtEveryByte_IsWhatCame(fragments));
        }

        yield return ("an unpaired surrogate behind its end is invalid", Input_UnpairedSurrogateBehindItsEnd_IsInvalid);
        foreach (string[] fragments in (string[][])[[], [""], [" ", "\n\t"]])
        {
            yield return ($"{fragments.Length} blank fragments leave the one of the start", () => Input_NothingButWhitespace_LeavesTheOneOfTheStart("{\"a\":1}", fragments));
        }

        yield return ("fragments replace the one of the start", Input_OfTheStartAndFragments_FragmentsReplaceIt);
        foreach (string type in (string[])["server_tool_use", "mcp_tool_use"])
        {
            yield return ($"the input of {type} is folded alike", () => Input_OfServerTools_IsFoldedAlike(type));
        }

        yield return ("views show it at any moment", Input_Views_ShowItAtAnyMoment);
        yield return ("whoever parses one that is not valid is told so", Input_NotValid_SaysSoToWhoeverParsesIt);
        yield return ("the owned block of a view has the bytes too", Input_OwnedBlockOfAView_HasTheBytesToo);
    }

    private static async Task Input_CutAtEveryByte_IsWhatCame((string Fragment, ToolInputState State)[] fragments)
    {
        SseBody body = SseBody.Begin().ToolStart();
        List<(int End, string Bytes, ToolInputState State)> expected = [(body.ToArray().Length, "{}", ToolInputState.Valid)];
        string bytes = "";
        foreach ((string fragment, ToolInputState state) in fragments)
        {
            bytes += fragment;
            expected.Add((body.Input(fragment).ToArray().Length, bytes, state));
        }

        byte[] all = body.ToArray();
        for (int length = expected[0].End; length <= all.Length; length++)
        {
            // An event that lacks only its empty line is complete.
            (_, string came, ToolInputState state) = expected.Last(moment => moment.End - "\n\n".Length <= length);
            StreamOutcome outcome = await StreamOutcome.OfAsync(all[..length], 61);

            string what = $"cut at {length}";
            Check.Equal(ClaudeTransportErrorKind.ResponseEnded, (outcome.Failure as ClaudeTransportException)?.Kind, what);
            ToolInput input = Check.Is<ToolUseBlock>(Check.Single(outcome.Failure!.Partial!.Content, what), what).Input;
            Check.Equal((came, state), (input.ToString(), input.State), what);
        }
    }

    private static async Task Input_Fragments_AreKeptToTheLetter(ToolInputState state, string bytes, string[] fragments)
    {
        SseBody body = SseBody.Begin().ToolStart().Input("");
        foreach (string fragment in fragments)
        {
            body.Input(fragment);
        }

        Message message = await body.BlockStop().End().ReadAsync();

        ToolUseBlock block = Check.Is<ToolUseBlock>(Check.Single(message.Content));
        Check.Equal(bytes, block.Input.ToString());
        Check.Equal(state, block.Input.State);
        string written = state == ToolInputState.Valid ? bytes : "{}";
        Check.Equal($$"""{"type":"tool_use","id":"toolu_1","name":"search","input":{{written}}}""", block.ToJson());
    }

    private static async Task Input_UnpairedSurrogateBehindItsEnd_IsInvalid()
    {
        Message message = await SseBody.Begin().ToolStart().Input("{}").Delta(0, """{"type":"input_json_delta","partial_json":"\ud83d"}""").BlockStop().End().ReadAsync();

        ToolUseBlock block = Check.Is<ToolUseBlock>(Check.Single(message.Content));
        Check.Equal(("{}\uFFFD", ToolInputState.Invalid), (block.Input.ToString(), block.Input.State));
        Check.Equal("""{"type":"tool_use","id":"toolu_1","name":"search","input":{}}""", block.ToJson());
    }

    private static async Task Input_NothingButWhitespace_LeavesTheOneOfTheStart(string start, string[] fragments)
    {
        SseBody body = SseBody.Begin().ToolStart(0, start);
        foreach (string fragment in fragments)
        {
            body.Input(fragment);
        }

        Message message = await body.BlockStop().End().ReadAsync();

        ToolInput input = Check.Is<ToolUseBlock>(Check.Single(message.Content)).Input;
        Check.Equal((start, ToolInputState.Valid), (input.ToString(), input.State));
    }

    private static async Task Input_OfTheStartAndFragments_FragmentsReplaceIt()
    {
        Message message = await SseBody.Begin().ToolStart(0, "{\"a\":1}").Input("{\"b\":2}").BlockStop().End().ReadAsync();

        Check.Equal("{\"b\":2}", Check.Is<ToolUseBlock>(Check.Single(message.Content)).Input.ToString());
    }

    private static async Task Input_OfServerTools_IsFoldedAlike(string type)
    {
        Message message = await SseBody.Begin().BlockStart(0, $$$"""{"type":"{{{type}}}","id":"t","name":"n","input":{}}""").Input("{\"q\":").Input("1}").BlockStop().End().ReadAsync();

        Check.Equal($$$"""{"type":"{{{type}}}","id":"t","name":"n","input":{"q":1}}""", Check.Single(message.Content).ToJson());
    }

    private static async Task Input_Views_ShowItAtAnyMoment()
    {
        await using MessageStream stream = SseBody.Begin().ToolStart().Input("").Input("{\"a\":").Input(" 1}").BlockStop().End().Open();
        List<string> seen = [];
        await foreach (StreamEvent e in stream)
        {
            if (e.Index == 0)
            {
                seen.Add($"{e.ContentBlock.Input.Json} {e.ContentBlock.Input.State}");
                Check.Equal(e.ContentBlock.Input.Json, stream.Snapshot.Content[0].Input.Json);
                Check.Equal(e.ContentBlock.Input.State, e.ContentBlock.Input.ToOwned().State);
            }
        }

        Check.SequenceEqual(["{} Valid", "{} Valid", "{\"a\": Incomplete", "{\"a\": 1} Valid", "{\"a\": 1} Valid"], seen);
    }

    private static async Task Input_NotValid_SaysSoToWhoeverParsesIt()
    {
        ClaudeTransportException e = await SseBody.Begin().ToolStart().Input("{\"a\": tru").ReadToFailureAsync<ClaudeTransportException>();
        ToolInput input = Check.Is<ToolUseBlock>(Check.Single(e.Partial!.Content)).Input;

        InvalidOperationException thrown = Check.Throws<InvalidOperationException>(() => input.ToRawJson());

        Check.Contains("incomplete", thrown.Message);
    }

    private static async Task Input_OwnedBlockOfAView_HasTheBytesToo()
    {
        await using MessageStream stream = SseBody.Begin().ToolStart().Input("{\"a\": tru").BlockStop().End().Open();
        List<ToolInput> inputs = [];
        await foreach (StreamEvent e in stream)
        {
            if (e.Type == StreamEventType.ContentBlockStop)
            {
                inputs.Add(Check.Is<ToolUseBlock>(e.ContentBlock.ToOwned()).Input);
            }
        }

        Check.Equal(("{\"a\": tru", ToolInputState.Incomplete), (Check.Single(inputs).ToString(), inputs[0].State));
    }
}
