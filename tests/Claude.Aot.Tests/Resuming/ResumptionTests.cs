using System.Text;
using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Resuming.Support;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Resuming;

/// <summary>Streams that break off and are carried on by themselves.</summary>
public sealed class ResumptionTests
{
    private const string Story = "One two.\n\nThree \"four\" five, \U0001F600 six.";

    // The last models that carry on the beginning of their own answer, and the first that do not.
    private static readonly MessageRequest s_prefilled = new() { Model = "claude-sonnet-4-5", MaxTokens = 100, Messages = ["Hi"] };
    private static readonly MessageRequest s_asked = new() { Model = "claude-opus-5", MaxTokens = 100, Messages = ["Hi"] };

    [Fact]
    public void MaxResumptions_ByDefault_IsNone() => Assert.Equal(0, new ClaudeClientOptions().MaxResumptions);

    [Theory]
    [InlineData(0, null, 0)]
    [InlineData(0, 1, 1)]
    [InlineData(2, null, 2)]
    [InlineData(2, 0, 0)]
    [InlineData(5, 3, 3)]
    public async Task Attempts_OfClientAndCall_LimitAndTheLastFailureHasEverything(int ofClient, int? ofCall, int resumptions)
    {
        const string Letters = "abcdefghijklmnopqrstuvwxyz";
        ScriptedHandler handler = RestServer.Of(Letters, (_, script) => script.CutAfter(events: 3));
        using ClaudeClient client = TestClient.Of(handler, options => options.MaxResumptions = ofClient);
        await using MessageStream stream = await client.Messages.StreamAsync(s_prefilled, new RequestOptions { MaxResumptions = ofCall });

        ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(() => stream.GetFinalMessageAsync().AsTask());

        Assert.Equal(ClaudeTransportErrorKind.ResponseEnded, e.Kind);
        Assert.Equal(resumptions + 1, handler.Log.All.Count);
        Assert.Equal(resumptions, stream.Resumptions.Count);
        Assert.Equal(Letters[..(3 * (resumptions + 1))], e.Partial!.Text);
        Assert.Equal(10 * (resumptions + 1), e.Partial.Usage.InputTokens);
        Assert.False(Assert.Single(e.Partial.Content).IsComplete);
    }

    [Fact]
    public async Task PartialText_ThatTheModelTakesBack_GoesOnInItsBlock()
    {
        ScriptedHandler handler = RestServer.Of("Hello world", (number, script) => number == 0 ? script.CutAfter(events: 3) : script);
        List<ClaudeDiagnostic> diagnostics = [];
        using ClaudeClient client = Create(handler, options => options.OnDiagnostic = diagnostics.Add);
        await using MessageStream stream = await client.Messages.StreamAsync(s_prefilled);

        List<string> events = await DescribeAsync(stream);
        Message message = await stream.GetFinalMessageAsync();

        Assert.Equal(["message_start -1 ", "content_block_start 0 ", "content_block_delta 0 Hel", "content_block_delta 0 lo ", "content_block_delta 0 wor", "content_block_delta 0 ld", "content_block_stop 0 ", "message_delta -1 ", "message_stop -1 "], events);
        Assert.Equal("Hello world", Assert.IsType<TextBlock>(Assert.Single(message.Content)).Text);
        Assert.Equal(StopReason.EndTurn, message.StopReason);
        StreamResumption resumption = Assert.Single(stream.Resumptions);
        Assert.True(resumption.ContinuesBlock);
        Assert.Equal(0, resumption.BlockIndex);
        Assert.Equal(3, resumption.EventNumber);
        Assert.Empty(resumption.DiscardedBlocks);
        Assert.Equal(200, resumption.Response!.Status);
        Assert.Equal(ClaudeTransportErrorKind.ResponseEnded, Assert.IsType<ClaudeTransportException>(resumption.Failure).Kind);
        Assert.Equal("Hel", resumption.Failure.Partial!.Text);
        Assert.Equal([new ClaudeDiagnostic(ClaudeDiagnosticKind.Resumed, 3) { Failure = resumption.Failure }], diagnostics);
    }

    [Fact]
    public async Task PartialText_ThatTheModelDoesNotTakeBack_EndsAndGoesOnInANewBlock()
    {
        ScriptedHandler handler = RestServer.Of("Hello", (number, script) => number == 0 ? script.CutAfter(events: 3) : script);
        using ClaudeClient client = Create(handler);
        await using MessageStream stream = await client.Messages.StreamAsync(s_asked);

        List<string> events = await DescribeAsync(stream);
        Message message = await stream.GetFinalMessageAsync();

        Assert.Equal(["message_start -1 ", "content_block_start 0 ", "content_block_delta 0 Hel", "content_block_stop 0 ", "content_block_start 1 ", "content_block_delta 1 lo", "content_block_stop 1 ", "message_delta -1 ", "message_stop -1 "], events);
        Assert.Equal(["Hel", "lo"], message.Content.Cast<TextBlock>().Select(block => block.Text));
        Assert.All(message.Content, block => Assert.True(block.IsComplete));
        StreamResumption resumption = Assert.Single(stream.Resumptions);
        Assert.False(resumption.ContinuesBlock);
        Assert.Equal(1, resumption.BlockIndex);
    }

    [Theory]
    [InlineData("Hello ", " world", "Hello world")]
    [InlineData("Hello ", "world", "Hello world")]
    [InlineData("Hello\n\n", "\n\nworld", "Hello\n\nworld")]
    [InlineData("Hello\n\n", "\n", "Hello\n\n")]
    [InlineData("Hello\n", "\n\nworld", "Hello\n\nworld")]
    [InlineData("Hello ", "  world", "Hello  world")]
    [InlineData("Hello", " world", "Hello world")]
    public async Task Whitespace_ThatTheModelWasNotShown_IsNotReadTwice(string first, string rest, string expected)
    {
        foreach (string[] pieces in (string[][])[[rest], ["", rest], [.. rest.Select(letter => $"{letter}")]])
        {
            using ClaudeClient client = Create(HandlerOf(SseBody.Begin().TextStart().Text(first), SseBody.OfText(pieces)));
            await using MessageStream stream = await client.Messages.StreamAsync(s_prefilled);

            string text = string.Concat(await stream.ReadTextAsync().ToListAsync());

            Assert.Equal(expected, text);
            Assert.Equal(expected, await stream.GetFinalTextAsync());
        }
    }

    [Fact]
    public async Task Rest_WhoseBlockStartsWithText_LosesNone()
    {
        SseBody rest = SseBody.Begin().BlockStart(0, """{"type":"text","text":" wor"}""").Text("ld").BlockStop().End();
        using ClaudeClient client = Create(HandlerOf(SseBody.Begin().TextStart().Text("Hello "), rest));
        await using MessageStream stream = await client.Messages.StreamAsync(s_prefilled);

        Assert.Equal("Hello world", string.Concat(await stream.ReadTextAsync().ToListAsync()));
    }

    [Fact]
    public async Task Rest_WithoutAnyBlock_EndsThePartialOne()
    {
        using ClaudeClient client = Create(HandlerOf(SseBody.Begin().TextStart().Text("Hello"), SseBody.Begin().End()));
        await using MessageStream stream = await client.Messages.StreamAsync(s_prefilled);

        List<string> events = await DescribeAsync(stream);

        Assert.Equal("content_block_stop 0 ", events[^3]);
        Assert.True(Assert.Single((await stream.GetFinalMessageAsync()).Content).IsComplete);
    }

    [Fact]
    public async Task PartialToolCall_LeavesTheMessageAndItsIndexIsNotUsedAgain()
    {
        SseBody first = SseBody.Begin().TextStart().Text("Let me look.").BlockStop().ToolStart(1).Input("{\"q\": \"x", 1);
        SseBody rest = SseBody.Begin().ToolStart().Input("{\"q\": \"xyz\"}").BlockStop().MessageDelta("""{"stop_reason":"tool_use"}""").MessageStop();
        ScriptedHandler handler = HandlerOf(first, rest);
        using ClaudeClient client = Create(handler);
        await using MessageStream stream = await client.Messages.StreamAsync(s_prefilled);

        List<string> events = await DescribeAsync(stream);
        Message message = await stream.GetFinalMessageAsync();

        Assert.Equal(["content_block_start 2 ", "content_block_delta 2 ", "content_block_stop 2 "], events.Where(e => e.Contains(" 2 ", StringComparison.Ordinal)));
        Assert.Equal([1], Assert.Single(stream.Resumptions).DiscardedBlocks);
        Assert.Equal(2, stream.Resumptions[0].BlockIndex);
        Assert.IsType<ToolUseBlock>(stream.Resumptions[0].Failure.Partial!.Content[1]);
        Assert.Equal(2, message.Content.Count);
        Assert.Equal("Let me look.", Assert.IsType<TextBlock>(message.Content[0]).Text);
        Assert.Equal("{\"q\": \"xyz\"}", Assert.IsType<ToolUseBlock>(message.Content[1]).Input.ToString());
        JsonElement turn = JsonSerializer.Deserialize<JsonElement>(handler.Log.All[1].BodyText).GetProperty("messages")[1];
        Assert.Equal("""[{"type":"text","text":"Let me look."}]""", turn.GetProperty("content").GetRawText());
    }

    [Fact]
    public async Task Nothing_ThatCanBeTakenBack_SendsTheSameRequestAgain()
    {
        SseBody rest = SseBody.Begin().ThinkingStart().Thinking("Hm.").Signature("sig").BlockStop().TextStart(1).Text("Hi", 1).BlockStop(1).End();
        ScriptedHandler handler = HandlerOf(SseBody.Begin().ThinkingStart().Thinking("H"), rest);
        using ClaudeClient client = Create(handler);
        await using MessageStream stream = await client.Messages.StreamAsync(s_asked);

        Message message = await stream.GetFinalMessageAsync();

        Assert.Equal(handler.Log.All[0].Body.ToArray(), handler.Log.All[1].Body.ToArray());
        Assert.Equal([0], Assert.Single(stream.Resumptions).DiscardedBlocks);
        Assert.Equal("Hm.", Assert.IsType<ThinkingBlock>(message.Content[0]).Thinking);
        Assert.Equal("Hi", message.Text);
    }

    [Fact]
    public async Task ItsOwnRequest_IsWhatContinueFromMakes()
    {
        ScriptedHandler handler = RestServer.Of(Story, (number, script) => number == 0 ? script.CutAfter(events: 4) : script);
        using ClaudeClient client = Create(handler);
        await using MessageStream stream = await client.Messages.StreamAsync(s_asked);
        await stream.GetFinalMessageAsync();

        JsonElement sent = JsonSerializer.Deserialize<JsonElement>(handler.Log.All[1].BodyText);
        JsonElement made = JsonSerializer.Deserialize<JsonElement>(s_asked.ContinueFrom(stream.Resumptions[0].Failure.Partial!).ToJson());
        Check.JsonEqual(made.GetProperty("messages"), sent.GetProperty("messages").GetRawText(), "messages");
        Assert.True(sent.GetProperty("stream").GetBoolean());
        Assert.Equal(HeadersOf(handler.Log.All[0]), HeadersOf(handler.Log.All[1]));
    }

    [Fact]
    public async Task Usage_OfAllParts_IsAddedUp()
    {
        const string First = """{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":10,"output_tokens":2,"service_tier":"standard","cache_creation":{"ephemeral_5m_input_tokens":7,"a":1},"iterations":[{"n":1}]}}""";
        const string Second = """{"id":"msg_2","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":13,"output_tokens":1,"cache_read_input_tokens":4,"service_tier":"batch","cache_creation":{"ephemeral_5m_input_tokens":5}}}""";
        SseBody rest = SseBody.BeginWith(Second).TextStart().Text("lo").BlockStop().MessageDelta(usage: """{"input_tokens":null,"output_tokens":20,"server_tool_use":{"web_search_requests":1},"iterations":[{"n":2}]}""").MessageStop();
        using ClaudeClient client = Create(HandlerOf(SseBody.BeginWith(First).TextStart().Text("Hel"), rest));
        await using MessageStream stream = await client.Messages.StreamAsync(s_prefilled);

        Message message = await stream.GetFinalMessageAsync();

        Check.JsonEqual(
            JsonSerializer.Deserialize<JsonElement>("""{"input_tokens":23,"output_tokens":22,"service_tier":"batch","cache_creation":{"ephemeral_5m_input_tokens":12,"a":1},"iterations":[{"n":1},{"n":2}],"cache_read_input_tokens":4,"server_tool_use":{"web_search_requests":1}}"""),
            message.Usage.ToJson(),
            "usage");
        Assert.Equal("msg_1", message.Id);
    }

    [Theory]
    [InlineData("2023-06-01")]
    [InlineData("2026-10-21")]
    public async Task Text_CutAnywhereAndAgain_IsWhole(string version)
    {
        // Each step ends in another place of an event. Behind the last cut there is still something to say in two parts.
        const int Step = 29;
        ResponseScript whole = RestServer.Whole(Story);
        foreach (MessageRequest request in (MessageRequest[])[s_prefilled, s_asked])
        {
            for (int cut = whole.OffsetAfter(events: 1); cut < whole.OffsetAfter(events: 11); cut += Step)
            {
                int at = cut;
                using ClaudeClient client = Create(RestServer.Of(Story, (number, script) => number == 0 ? script.CutAtByte(at) : number == 1 ? script.CutAfter(events: 4) : script), options => options.ApiVersion = version);
                await using MessageStream stream = await client.Messages.StreamAsync(request);

                string text = string.Concat(await stream.ReadTextAsync().ToListAsync());

                Assert.True(Story == text, $"cut at {cut}: {text}");
                Assert.Equal(Story, await stream.GetFinalTextAsync());
                Message message = await stream.GetFinalMessageAsync();
                Assert.Equal(10 * (stream.Resumptions.Count + 1), message.Usage.InputTokens);
                Assert.All(message.Content, block => Assert.True(block.IsComplete));
            }
        }
    }

    public static TheoryData<string> Breaks => ["cut", "close", "abort", "idle"];

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task Break_OfEveryKind_IsCarriedOn(string how)
    {
        var time = new ManualTime();
        var gate = new ScriptGate();
        ScriptedHandler handler = RestServer.Of(Story, (number, script) => number > 0 ? script : how switch
        {
            "cut" => script.CutAfter(events: 5),
            "close" => script.CloseAfter(events: 5),
            "abort" => script.AbortAfter(events: 5),
            _ => script.StallAfter(events: 5, gate),
        });
        using ClaudeClient client = Create(handler, options => options.TimeProvider = time);
        await using MessageStream stream = await client.Messages.StreamAsync(s_prefilled);
        Task<string> reading = stream.GetFinalTextAsync().AsTask();
        if (how == "idle")
        {
            await gate.Reached.Promptly();
            time.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal(Story, await reading.Promptly());

        ClaudeException failure = Assert.Single(stream.Resumptions).Failure;
        if (how == "idle")
        {
            Assert.Equal(ClaudeTimeoutKind.Idle, Assert.IsType<ClaudeTimeoutException>(failure).Kind);
            Assert.Equal(ExchangeEnd.ClientLeft, await handler.Log.All[0].Ended.Promptly());
        }
        else
        {
            Assert.Equal(how == "cut" ? ClaudeTransportErrorKind.ResponseEnded : ClaudeTransportErrorKind.ConnectionError, Assert.IsType<ClaudeTransportException>(failure).Kind);
        }
    }

    [Theory]
    [MemberData(nameof(TheoryRows.HttpVersions), MemberType = typeof(TheoryRows))]
    public async Task Break_OverHttp_IsCarriedOnAndTheConnectionUsedAgain(string version)
    {
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(
            ResponseScript.FromBytes(SseBody.OfText("Hel", "x").ToArray()).StallAfter(events: 3, gate).AbortAfter(events: 3),
            ResponseScript.FromBytes(SseBody.OfText("lo").ToArray()));
        using ClaudeClient client = TestClient.Of(server, version, options => options.MaxResumptions = 1);
        await using (MessageStream stream = await client.Messages.StreamAsync(s_prefilled))
        {
            string text = "";
            await foreach (string piece in stream.ReadTextAsync())
            {
                text += piece;
                gate.Release();
            }

            Assert.Equal("Hello", text);
            Assert.Equal(ClaudeTransportErrorKind.ConnectionError, Assert.IsType<ClaudeTransportException>(Assert.Single(stream.Resumptions).Failure).Kind);
        }

        await client.AskAsync();
        Assert.Equal(server.Log.All[1].ConnectionId, server.Log.All[2].ConnectionId);
    }

    private static readonly Dictionary<string, (SseBody Answer, string? OutputConfig)> s_unresumable = new()
    {
        ["a whole tool call"] = (SseBody.Begin().ToolStart().Input("{}").BlockStop(), null),
        ["a whole MCP call"] = (SseBody.Begin().BlockStart(0, """{"type":"mcp_tool_use","id":"m1","name":"n","server_name":"s","input":{}}""").BlockStop(), null),
        ["the end is all that lacks"] = (SseBody.Begin().TextStart().Text("Hi").BlockStop().MessageDelta(), null),
        ["one JSON document"] = (SseBody.Begin().TextStart().Text("{\"a\""), """{"format":{"type":"json_schema","schema":{"type":"object"}}}"""),
    };

    public static TheoryData<string> Unresumable => [.. s_unresumable.Keys];

    [Theory]
    [MemberData(nameof(Unresumable))]
    public async Task Break_ThatMustNotBeCarriedOn_IsThrown(string what)
    {
        (SseBody answer, string? outputConfig) = s_unresumable[what];
        ScriptedHandler handler = HandlerOf(answer, SseBody.OfText("x"));
        using ClaudeClient client = Create(handler);
        var options = new RequestOptions { ExtraBody = outputConfig is null ? new Dictionary<string, RawJson>() : new Dictionary<string, RawJson> { ["output_config"] = RawJson.Parse(outputConfig) } };
        await using MessageStream stream = await client.Messages.StreamAsync(s_prefilled, options);

        ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(() => stream.GetFinalMessageAsync().AsTask());

        Assert.Equal(ClaudeTransportErrorKind.ResponseEnded, e.Kind);
        Assert.Single(e.Partial!.Content);
        Assert.Empty(stream.Resumptions);
        Assert.Single(handler.Log.All);
    }

    [Fact]
    public async Task ErrorEvent_IsNotABreak()
    {
        ScriptedHandler handler = HandlerOf(SseBody.Begin().TextStart().Text("Hi").Event("""{"type":"error","error":{"type":"overloaded_error","message":"x"}}"""), SseBody.OfText("x"));
        using ClaudeClient client = Create(handler);
        await using MessageStream stream = await client.Messages.StreamAsync(s_prefilled);

        ClaudeApiException e = await Assert.ThrowsAsync<ClaudeApiException>(() => stream.GetFinalMessageAsync().AsTask());

        Assert.Equal("Hi", e.Partial!.Text);
        Assert.Single(handler.Log.All);
    }

    [Fact]
    public async Task Rest_ThatIsRefused_IsThatErrorWithEverythingReceived()
    {
        var handler = new ScriptedHandler(
            ResponseScript.FromBytes(SseBody.Begin().TextStart().Text("Hel").ToArray()),
            ResponseScript.Error(400, "invalid_request_error", "No prefill.").WithHeader("request-id", "req_2").WithHeader("anthropic-ratelimit-requests-limit", "7"));
        using ClaudeClient client = Create(handler);
        await using MessageStream stream = await client.Messages.StreamAsync(s_prefilled);

        ClaudeApiException e = await Assert.ThrowsAsync<ClaudeApiException>(() => stream.GetFinalMessageAsync().AsTask());

        Assert.Equal(400, e.Status);
        Assert.Equal("req_2", e.RequestId);
        Assert.Equal(7, e.RateLimits.Requests.Limit);
        Assert.Equal("Hel", e.Partial!.Text);
        Assert.Empty(stream.Resumptions);
        Assert.Same(e, await Assert.ThrowsAsync<ClaudeApiException>(() => stream.GetFinalMessageAsync().AsTask()));
    }

    [Fact]
    public async Task Rest_InWhichAnErrorComes_IsThatErrorWithEverythingReceived()
    {
        using ClaudeClient client = Create(HandlerOf(
            SseBody.Begin().TextStart().Text("Hel"),
            SseBody.Begin().TextStart().Text("lo").Event("""{"type":"error","error":{"type":"overloaded_error","message":"x"}}""")));
        await using MessageStream stream = await client.Messages.StreamAsync(s_prefilled);
        var text = new StringBuilder();

        ClaudeApiException e = await Assert.ThrowsAsync<ClaudeApiException>(async () =>
        {
            await foreach (string piece in stream.ReadTextAsync())
            {
                text.Append(piece);
            }
        });

        Assert.Equal(529, e.Status);
        Assert.Equal("Hello", text.ToString());
        Assert.Equal("Hello", e.Partial!.Text);
        Assert.Equal(20, e.Partial.Usage.InputTokens);
    }

    [Fact]
    public async Task Rest_ThatStalls_IsThatTimeoutWithEverythingReceived()
    {
        var time = new ManualTime();
        var gate = new ScriptGate();
        ScriptedHandler handler = RestServer.Of("Hello world", (number, script) => number == 0 ? script.CutAfter(events: 3) : script.StallAfter(events: 3, gate));
        using ClaudeClient client = TestClient.Of(handler, options =>
        {
            options.MaxResumptions = 1;
            options.TimeProvider = time;
        });
        await using MessageStream stream = await client.Messages.StreamAsync(s_prefilled);
        Task<Message> reading = stream.GetFinalMessageAsync().AsTask();
        await gate.Reached.Promptly();
        await time.WhenDueInAsync(TimeSpan.FromMinutes(2));

        time.Advance(TimeSpan.FromMinutes(2));

        ClaudeTimeoutException e = await Assert.ThrowsAsync<ClaudeTimeoutException>(() => reading.Promptly());
        Assert.Equal(ClaudeTimeoutKind.Idle, e.Kind);
        Assert.Equal("Hello ", e.Partial!.Text);
        Assert.Equal(ExchangeEnd.ClientLeft, await handler.Log.All[1].Ended.Promptly());
    }

    [Fact]
    public async Task Total_CountsAllParts()
    {
        var time = new ManualTime();
        var gate = new ScriptGate();
        ScriptedHandler handler = RestServer.Of("Hello world", (number, script) => number == 0 ? script.CutAfter(events: 3) : script.StallAfter(events: 3, gate));
        using ClaudeClient client = Create(handler, options =>
        {
            options.TimeProvider = time;
            options.Timeouts.Total = TimeSpan.FromMinutes(1);
        });
        await using MessageStream stream = await client.Messages.StreamAsync(s_prefilled);
        time.Advance(TimeSpan.FromSeconds(40));
        Task<Message> reading = stream.GetFinalMessageAsync().AsTask();
        await gate.Reached.Promptly();

        time.Advance(TimeSpan.FromSeconds(20));

        ClaudeTimeoutException e = await Assert.ThrowsAsync<ClaudeTimeoutException>(() => reading.Promptly());
        Assert.Equal(ClaudeTimeoutKind.Total, e.Kind);
        Assert.Equal("Hello ", e.Partial!.Text);
        Assert.Equal(2, handler.Log.All.Count);
    }

    public static TheoryData<string, string> Stops => [.. from @where in (string[])["before the headers", "in the rest"] from how in (string[])["call token", "wait token", "dispose"] select (@where, how)];

    [Theory]
    [MemberData(nameof(Stops))]
    public async Task Rest_Stopped_IsClosedAtTheServerAtOnce(string where, string how)
    {
        var gate = new ScriptGate();
        ScriptedHandler handler = RestServer.Of("Hello world", (number, script) =>
            number == 0 ? script.CutAfter(events: 3) : where == "in the rest" ? script.StallAfter(events: 3, gate) : script.HoldAt(gate));
        using ClaudeClient client = Create(handler, options => options.TimeProvider = new ManualTime());
        using var call = new CancellationTokenSource();
        using var wait = new CancellationTokenSource();
        MessageStream stream = await client.Messages.StreamAsync(s_prefilled, cancellationToken: call.Token);
        Task<Message> reading = stream.GetFinalMessageAsync(wait.Token).AsTask();
        await gate.Reached.Promptly();

        switch (how)
        {
            case "call token":
                await call.CancelAsync();
                break;
            case "wait token":
                await wait.CancelAsync();
                break;
            default:
                await stream.DisposeAsync();
                break;
        }

        if (how == "dispose")
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => reading.Promptly());
        }
        else
        {
            ClaudeCanceledException e = await Assert.ThrowsAsync<ClaudeCanceledException>(() => reading.Promptly());
            Assert.Equal(how == "call token" ? call.Token : wait.Token, e.CancellationToken);
            Assert.Equal(where == "in the rest" ? "Hello " : "Hel", e.Partial!.Text);
        }

        Assert.Equal(ExchangeEnd.ClientLeft, await handler.Log.All[1].Ended.Promptly());
        await stream.DisposeAsync();
    }

    [Fact]
    public async Task Client_DisposedMeanwhile_EndsInTheFailureItself()
    {
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.CutAfter(Scripts.EventsUntilHel).StallAfter(events: 2, gate));
        ClaudeClient client = TestClient.Of(server, options => options.MaxResumptions = 1);
        await using MessageStream stream = await client.Messages.StreamAsync(s_prefilled);
        client.Dispose();
        gate.Release();

        ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(() => stream.GetFinalMessageAsync().AsTask());

        Assert.Equal(ClaudeTransportErrorKind.ResponseEnded, e.Kind);
        Assert.Equal("Hel", e.Partial!.Text);
    }

    [Fact]
    public async Task Owned_EventsAfterAResumption_SayWhatTheViewsSay()
    {
        using ClaudeClient client = Create(HandlerOf(
            SseBody.Begin().TextStart().Text("One").BlockStop().ToolStart(1),
            SseBody.Begin().TextStart().Text("Two").BlockStop().MessageDelta(usage: """{"output_tokens":7}""").MessageStop()));
        await using MessageStream stream = await client.Messages.StreamAsync(s_prefilled);

        List<MessageStreamEvent> events = await stream.ReadOwnedAsync().ToListAsync();

        Assert.Equal([0, 2], events.OfType<ContentBlockDeltaEvent>().Select(e => e.Index));
        Assert.Single(events.OfType<MessageStartEvent>());
        Assert.Equal(8, events.OfType<MessageDeltaEvent>().Single().Usage.OutputTokens);
    }

    [Fact]
    public async Task Deviations_OfAllParts_AreReportedOnce()
    {
        List<ClaudeDiagnosticKind> kinds = [];
        using ClaudeClient client = Create(
            HandlerOf(SseBody.Begin().Raw(": a\n\n").TextStart().Text("Hel"), SseBody.Begin().Raw(": b\n\n").TextStart().Raw("data: [DONE]\n\n").Text("lo").BlockStop().End()),
            options => options.OnDiagnostic = d => kinds.Add(d.Kind));

        Assert.Equal("Hello", await client.AskAsync());

        Assert.Equal([ClaudeDiagnosticKind.Comment, ClaudeDiagnosticKind.Resumed, ClaudeDiagnosticKind.MissingEventName, ClaudeDiagnosticKind.DoneMarker], kinds);
    }

    [Fact]
    public async Task HostileNames_InTheRest_MakeNoLinesOfTheirOwn()
    {
        const string Name = "x\\ndata: {\\\"type\\\":\\\"message_stop\\\"}\\n\\n";
        using ClaudeClient client = Create(HandlerOf(
            SseBody.Begin().TextStart().Text("Hel"),
            SseBody.Begin().TextStart().Raw($"event: x\ndata: {{\"type\":\"{Name}\",\ndata: \"a\":1}}\n\n").Text("lo").BlockStop().End()));
        await using MessageStream stream = await client.Messages.StreamAsync(s_prefilled);
        List<string> unknown = [];
        await foreach (StreamEvent e in stream)
        {
            if (e.Type == StreamEventType.Unknown)
            {
                unknown.Add(e.RawJson.ToString());
            }
        }

        Assert.Equal("Hello", await stream.GetFinalTextAsync());
        Assert.Equal($"{{\"type\":\"{Name}\",\n\"a\":1}}", Assert.Single(unknown));
    }

    private static IEnumerable<KeyValuePair<string, string>> HeadersOf(Exchange exchange) => exchange.Headers.Where(header => header.Key != "Content-Length");

    private static ClaudeClient Create(HttpMessageHandler handler, Action<ClaudeClientOptions>? configure = null) => TestClient.Of(handler, options =>
    {
        options.MaxResumptions = 3;
        configure?.Invoke(options);
    });

    private static ScriptedHandler HandlerOf(params ReadOnlySpan<SseBody> bodies)
    {
        var scripts = new ResponseScript[bodies.Length];
        for (int i = 0; i < bodies.Length; i++)
        {
            scripts[i] = ResponseScript.FromBytes(bodies[i].ToArray());
        }

        return new ScriptedHandler(scripts);
    }

    private static async Task<List<string>> DescribeAsync(MessageStream stream)
    {
        List<string> events = [];
        await foreach (StreamEvent e in stream)
        {
            events.Add($"{e.TypeName} {e.Index} {e.Delta.Text}");
        }

        return events;
    }
}
