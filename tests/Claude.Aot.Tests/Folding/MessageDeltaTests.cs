using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Folding;

/// <summary>How <c>message_delta</c> folds: cumulative usage, several of them, late nulls, members nobody knows.</summary>
public sealed class MessageDeltaTests
{
    [Fact]
    public async Task Usage_LaterValues_ReplaceAndZeroDoesToo()
    {
        Usage usage = await UsageAsync("""{"input_tokens":7,"output_tokens":1,"cache_read_input_tokens":4}""", """{"input_tokens":0,"output_tokens":9}""", """{"output_tokens":12}""");

        Assert.Equal((0, 12, 4), (usage.InputTokens, usage.OutputTokens, usage.CacheReadInputTokens));
        Assert.Equal("""{"input_tokens":0,"output_tokens":12,"cache_read_input_tokens":4}""", usage.ToJson());
    }

    [Fact]
    public async Task Usage_NullAndAbsent_KeepWhatWas()
    {
        Usage usage = await UsageAsync("""{"input_tokens":7,"output_tokens":1,"server_tool_use":{"web_search_requests":2}}""", """{"input_tokens":null,"server_tool_use":null,"output_tokens":9}""", "{}");

        Assert.Equal((7, 9), (usage.InputTokens, usage.OutputTokens));
        Assert.Equal(2, usage.ServerToolUse!.WebSearchRequests);
    }

    [Fact]
    public async Task Usage_UnknownAndNewMembers_AreKept()
    {
        Usage usage = await UsageAsync("""{"output_tokens":1}""", """{"output_tokens":9,"iterations":[{"type":"message"}],"of_tomorrow":{"a":1}}""");

        Assert.Equal("""{"output_tokens":9,"iterations":[{"type":"message"}],"of_tomorrow":{"a":1}}""", usage.ToJson());
        Assert.Equal("of_tomorrow", Assert.Single(usage.Extra).Key);
    }

    [Theory]
    [InlineData("""{"type":"message_delta","delta":{"stop_reason":"end_turn","content":[]}}""")]
    [InlineData("""{"type":"message_delta","delta":{"stop_reason":"end_turn"},"content":[]}""")]
    public async Task Delta_WithContent_LeavesTheBlocks(string delta)
    {
        Message message = await SseBody.Begin().ToolStart().Input("[1").Event(delta).Input("]").BlockStop().MessageStop().ReadAsync();

        Assert.Equal("[1]", Assert.IsType<ToolUseBlock>(Assert.Single(message.Content)).Input.ToString());
        Assert.Equal(StopReason.EndTurn, message.StopReason);
    }

    [Theory]
    [InlineData("""{"id":"msg_1","content":[]}""")]
    [InlineData("""{"id":"msg_1","content":[],"usage":null}""")]
    [InlineData("""{"id":"msg_1","content":[],"usage":[]}""")]
    public async Task Usage_NoneAtTheStart_ComesWithTheDelta(string start)
    {
        Message message = await SseBody.BeginWith(start).MessageDelta().MessageStop().ReadAsync();

        Assert.Equal(5, message.Usage.OutputTokens);
    }

    [Fact]
    public async Task Usage_NeverSent_IsZero()
    {
        Message message = await SseBody.BeginWith("""{"id":"msg_1","content":[]}""").MessageStop().ReadAsync();

        Assert.Equal((0, 0), (message.Usage.InputTokens, message.Usage.OutputTokens));
    }

    [Fact]
    public async Task StopReason_LateNull_KeepsIt()
    {
        Message message = await SseBody.Begin()
            .MessageDelta("""{"stop_reason":"stop_sequence","stop_sequence":"END"}""")
            .MessageDelta("""{"stop_reason":null,"stop_sequence":null}""").MessageStop().ReadAsync();

        Assert.Equal((StopReason.StopSequence, "END"), (message.StopReason, message.StopSequence));
    }

    [Fact]
    public async Task StopReason_AbsentFromTheLaterDelta_Stays()
    {
        Message message = await SseBody.Begin()
            .MessageDelta("""{"stop_reason":"stop_sequence","stop_sequence":"END"}""").MessageDelta("{}").Event("""{"type":"message_delta"}""").MessageStop().ReadAsync();

        Assert.Equal((StopReason.StopSequence, "END"), (message.StopReason, message.StopSequence));
    }

    [Fact]
    public async Task StopReason_NobodyKnows_IsKept()
    {
        await using MessageStream stream = SseBody.Begin().MessageDelta("""{"stop_reason":"of_tomorrow","stop_sequence":null}""").MessageStop().Open();
        List<string> seen = [];
        await foreach (StreamEvent e in stream)
        {
            seen.Add(e.StopReason.Value);
        }

        Assert.Equal(["", "of_tomorrow", ""], seen);
        Assert.Equal("of_tomorrow", (await stream.GetFinalMessageAsync()).StopReason.Value);
    }

    [Fact]
    public async Task StopReason_NeverSent_IsNone()
    {
        Message message = await SseBody.Begin().TextStart().Text("a").BlockStop().MessageStop().ReadAsync();

        Assert.Equal(StopReasonKind.None, message.StopReason.Kind);
    }

    [Fact]
    public async Task OptionalMembers_Null_KeepWhatWas()
    {
        Message message = await SseBody.Begin()
            .Event("""{"type":"message_delta","delta":{"stop_reason":"refusal","stop_details":{"type":"refusal","category":"cyber"},"container":{"id":"c_1"}},"context_management":{"applied_edits":[]}}""")
            .Event("""{"type":"message_delta","delta":{"stop_reason":"refusal","stop_details":null,"container":null},"context_management":null}""").MessageStop().ReadAsync();

        Assert.Equal("c_1", message.Container!.Id);
        Assert.NotNull(message.StopDetails);
        Assert.NotNull(message.ContextManagement);
    }

    [Fact]
    public async Task UnknownMembers_OfTheDeltaAndTheEvent_ReachTheMessage()
    {
        Message message = await SseBody.Begin()
            .Event("""{"type":"message_delta","delta":{"stop_reason":"end_turn","d1":[1 ],"d2":1,"d2":2,"d3":null},"usage":{"output_tokens":2},"e1":{"a":"\u00e9"},"e2":null}""")
            .Event("""{"type":"message_delta","delta":{"d1":[2]},"e3":true}""").MessageStop().ReadAsync();

        Assert.Equal(["d1", "d2", "e1", "e3"], message.Extra.Select(member => member.Key).Order());
        Assert.Equal(["[2]", "2", """{"a":"\u00e9"}""", "true"], message.Extra.OrderBy(member => member.Key).Select(member => member.Value.ToString()));
        Assert.Equal(2, message.Usage.OutputTokens);
    }

    [Fact]
    public async Task Message_Folded_KeepsMembersAndOrderOfItsStart()
    {
        Message message = await SseBody.BeginWith("""{"model":"m","stop_reason":null,"id":"msg_1","x":[1 , 2],"content":[],"usage":{"output_tokens":1},"type":"message"}""").End().ReadAsync();

        Assert.Equal("""{"model":"m","stop_reason":"end_turn","id":"msg_1","x":[1 , 2],"content":[],"usage":{"output_tokens":5},"type":"message"}""", message.ToJson());
    }

    [Fact]
    public async Task MessageStart_OfAnotherMessage_NeitherGluesNorLoses()
    {
        Message message = await SseBody.Begin().TextStart().Text("a").BlockStop().ToolStart(1).Input("{\"half", 1)
            .Event("""{"type":"message_start","message":{"id":"msg_2","content":[],"usage":{"input_tokens":11,"output_tokens":null}}}""")
            .TextStart().Text("b").BlockStop().ToolStart(1).Input("{}", 1).BlockStop(1).End().ReadAsync();

        Assert.Equal(["text", "tool_use", "text", "tool_use"], message.Content.Select(block => block.TypeName));
        Assert.Equal([true, false, true, true], message.Content.Select(block => block.IsComplete));
        Assert.Equal("ab", message.Text);
        Assert.Equal(("msg_1", 11, 5), (message.Id, message.Usage.InputTokens, message.Usage.OutputTokens));
    }

    [Fact]
    public async Task MessageStart_Repeated_TheFirstStands()
    {
        Message message = await SseBody.Begin().TextStart().Text("a").Event(SseBody.StartOfMessage).Text("b").BlockStop().End().ReadAsync();

        Assert.Equal("ab", Assert.IsType<TextBlock>(Assert.Single(message.Content)).Text);
    }

    [Fact]
    public async Task MessageStart_Late_FoldsWhatCameBefore()
    {
        Message message = await new SseBody().TextStart().Text("a").Event(SseBody.StartOfMessage).Text("b").BlockStop().End().ReadAsync();

        Assert.Equal("msg_1", message.Id);
        Assert.Equal("ab", Assert.IsType<TextBlock>(Assert.Single(message.Content)).Text);
        Assert.Equal(5, message.Usage.OutputTokens);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MessageStart_Missing_IsNoWholeMessage(bool hasText)
    {
        SseBody body = hasText ? new SseBody().TextStart().Text("a").BlockStop().End() : new SseBody().MessageStop();

        ClaudeTransportException e = await body.ReadToFailureAsync<ClaudeTransportException>();

        Assert.Equal(ClaudeTransportErrorKind.InvalidResponse, e.Kind);
        Assert.Contains("message_start", e.Message, StringComparison.Ordinal);
        Assert.Equal(hasText ? "a" : null, e.Partial?.Text);
    }

    [Fact]
    public async Task Usage_InTheDelta_CountsAsIfBesideIt()
    {
        Message message = await SseBody.Begin()
            .Event("""{"type":"message_delta","delta":{"stop_reason":"end_turn","usage":{"output_tokens":15,"input_tokens":null}}}""").MessageStop().ReadAsync();

        Assert.Equal((10, 15), (message.Usage.InputTokens, message.Usage.OutputTokens));
        Assert.Empty(message.Extra);
    }

    [Theory]
    [InlineData("""{"stop_reason":"end_turn","stop_sequence":null}""", """{"output_tokens":5}""", "end_turn", 5)]
    [InlineData("""{"stop_reason":null}""", """{"output_tokens":5}""", "tool_use", 5)]
    [InlineData("""{"stop_reason":"end_turn"}""", "null", "end_turn", 15)]
    [InlineData(null, null, "tool_use", 15)]
    public async Task MessageStop_WithAMessage_SaysWhatNothingBeforeSaid(string? delta, string? usage, string reason, int output)
    {
        SseBody body = SseBody.Begin();
        _ = delta is null ? body : body.MessageDelta(delta, usage!);

        Message message = await body.Event("""{"type":"message_stop","message":{"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":15},"content":[]}}""").ReadAsync();

        Assert.Equal((reason, output), (message.StopReason.Value, message.Usage.OutputTokens));
    }

    private static async Task<Usage> UsageAsync(string start, params string[] deltas)
    {
        SseBody body = SseBody.BeginWith($$"""{"id":"msg_1","content":[],"usage":{{start}}}""");
        foreach (string delta in deltas)
        {
            body.MessageDelta(usage: delta);
        }

        return (await body.MessageStop().ReadAsync()).Usage;
    }
}
