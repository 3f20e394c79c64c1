using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Endpoints;

public sealed class CreateTests
{
    private const string Json =
        """{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-5-5","content":[{"type":"text","text":"Hello","x":1}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":2},"new":[1]}""";

    private static ResponseScript Answer => ResponseScript.Json(Json).WithHeader("request-id", "req_1").WithHeader("anthropic-ratelimit-requests-remaining", "41");

    [Fact]
    public async Task Create_Answer_IsTheMessageAsItCame()
    {
        var handler = new ScriptedHandler(Answer);
        using ClaudeClient client = TestClient.Of(handler);
        List<ClaudeResponse> responses = [];

        Message message = await client.Messages.CreateAsync(TestClient.Hello, new RequestOptions { OnResponse = responses.Add }).Promptly();

        Assert.Equal(Json, message.ToJson());
        Assert.Equal(("Hello", StopReason.EndTurn, 2L), (message.Text, message.StopReason, message.Usage.OutputTokens));
        Assert.All(message.Content, block => Assert.True(block.IsComplete));
        ClaudeResponse response = Assert.Single(responses);
        Assert.Equal((200, "req_1", 41L), (response.Status, response.RequestId, response.RateLimits.Requests.Remaining));
        Assert.Equal(ExchangeEnd.Completed, await handler.Log.All[0].Ended.Promptly());
    }

    [Theory]
    [InlineData(ClaudeApiVersion.V20230601, "?beta=true", "x-api-key", TestClient.Key)]
    [InlineData(ClaudeApiVersion.V20261021, "", "Authorization", "Bearer " + TestClient.Key)]
    public async Task Create_Request_IsThatOfTheStreamWithoutStreaming(string version, string query, string header, string value)
    {
        var handler = new ScriptedHandler(Answer);
        using ClaudeClient client = TestClient.Of(handler, options => options.ApiVersion = version);
        var request = new MessageRequest { Model = "m", MaxTokens = 8192, Messages = ["Hi"], Betas = ["b"], Extra = [new("stream", RawJson.Parse("true"))] };

        await client.Messages.CreateAsync(request, new RequestOptions { ExtraBody = new Dictionary<string, RawJson> { ["k"] = RawJson.Parse("1") } }).Promptly();

        Exchange sent = Assert.Single(handler.Log.All);
        Assert.Equal(("POST", "/v1/messages", query), (sent.Method, sent.Path, sent.Query));
        Assert.Equal((version, "b", value, "application/json"), (sent.Headers["anthropic-version"], sent.Headers["anthropic-beta"], sent.Headers[header], sent.Headers["Accept"]));
        Assert.Equal("""{"stream":false,"k":1,"model":"m","max_tokens":8192,"messages":[{"role":"user","content":"Hi"}]}""", sent.BodyText);
    }

    [Theory]
    [InlineData(8193, 600)]
    [InlineData(1000, 28)]
    public async Task Create_LongAnswer_IsStreamedInside(long maxTokens, double firstEventSeconds)
    {
        var handler = new ScriptedHandler(Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler, options => options.Timeouts.FirstEvent = TimeSpan.FromSeconds(firstEventSeconds));

        Message message = await client.Messages.CreateAsync(new MessageRequest { Model = "m", MaxTokens = maxTokens, Messages = ["Hi"] }).Promptly();

        Assert.Equal("Hello", message.Text);
        Assert.Contains("\"stream\":true", Assert.Single(handler.Log.All).BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_LongAnswerThatBreaks_KeepsWhatCame()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello.CutAfter(Scripts.EventsUntilHel)));

        ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(() => client.Messages.CreateAsync(new MessageRequest { Model = "m", MaxTokens = 30_000, Messages = ["Hi"] }).Promptly());

        Assert.Equal("Hel", e.Partial!.Text);
    }

    [Theory]
    [InlineData(30_000, true)]
    [InlineData(100, false)]
    public async Task Create_ThatBreaks_IsCarriedOnWhereItStreamsInside(int maxTokens, bool isCarriedOn)
    {
        ResponseScript broken = isCarriedOn ? Scripts.Hello.CutAfter(Scripts.EventsUntilHel) : Answer.CutAtByte(40);
        var handler = new ScriptedHandler(broken, new MessageScript().Text("lo").End());
        using ClaudeClient client = TestClient.Of(handler, options => options.MaxResumptions = 1);

        Task<Message> creating = client.Messages.CreateAsync(new MessageRequest { Model = "m", MaxTokens = maxTokens, Messages = ["Hi"] }).Promptly();

        if (isCarriedOn)
        {
            Assert.Equal("Hello", (await creating).Text);
        }
        else
        {
            Assert.Equal(ClaudeTransportErrorKind.ResponseEnded, (await Assert.ThrowsAsync<ClaudeTransportException>(() => creating)).Kind);
            Assert.Single(handler.Log.All);
        }
    }

    [Fact]
    public async Task Create_Overloaded_IsTriedAgainWithTheSameBytes()
    {
        var handler = new ScriptedHandler(Scripts.Overloaded, ResponseScript.Drop(), Answer);
        using ClaudeClient client = TestClient.Of(handler);

        Assert.Equal("Hello", (await client.Messages.CreateAsync(TestClient.Hello).Promptly()).Text);

        Assert.Equal(3, handler.Log.All.Count);
        Assert.All(handler.Log.All, sent => Assert.Equal(handler.Log.All[0].Body.ToArray(), sent.Body.ToArray()));
    }

    public static TheoryData<string, ResponseScript, ClaudeTransportErrorKind> Broken => new()
    {
        { "cut", Answer.CutAtByte(40), ClaudeTransportErrorKind.ResponseEnded },
        { "empty", Answer.CutAtByte(0), ClaudeTransportErrorKind.ResponseEnded },
        { "broken", Answer.AbortAtByte(40), ClaudeTransportErrorKind.ConnectionError },
        { "no object", ResponseScript.Json("[1]"), ClaudeTransportErrorKind.InvalidResponse },
        { "two objects", ResponseScript.Json("{}{}"), ClaudeTransportErrorKind.InvalidResponse },
        { "no JSON", ResponseScript.Json("""{"a":nope}"""), ClaudeTransportErrorKind.InvalidResponse },
        { "too deep", ResponseScript.Json(string.Concat(Enumerable.Repeat("""{"a":""", 20)) + "1" + new string('}', 20)), ClaudeTransportErrorKind.LimitExceeded },
        { "too large", ResponseScript.Json($$"""{"a":"{{new string('x', 2000)}}"}"""), ClaudeTransportErrorKind.LimitExceeded },
        { "a page", ResponseScript.Answer(200, "text/html", "<html>"), ClaudeTransportErrorKind.InvalidResponse },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public async Task Create_AnswerThatBroke_IsNotAskedForAgain(string what, ResponseScript script, ClaudeTransportErrorKind kind)
    {
        var handler = new ScriptedHandler(script.InChunksOf(100));
        using ClaudeClient client = TestClient.Of(handler, options => options.Limits = new StreamLimits { MaxDepth = 10, MaxMessageBytes = 1000 });

        ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(() => client.Messages.CreateAsync(TestClient.Hello).Promptly());

        Assert.True(kind == e.Kind, $"{what}: {e.Kind}, {e.Message}");
        Assert.Single(handler.Log.All);
        await handler.Log.All[0].Ended.Promptly();
    }

    [Fact]
    public async Task Create_ErrorUnder200_IsAnApiError()
    {
        var handler = new ScriptedHandler(ResponseScript.Error(200, "overloaded_error", "x").WithHeader("request-id", "req_2"), Answer);
        using ClaudeClient client = TestClient.Of(handler, options => options.MaxRetries = 0);

        ClaudeApiException e = await Assert.ThrowsAsync<ClaudeApiException>(() => client.Messages.CreateAsync(TestClient.Hello).Promptly());

        Assert.Equal((529, "overloaded_error", "req_2"), (e.Status, e.ErrorType.Value, e.RequestId));
    }

    [Fact]
    public async Task Create_Cancelled_ClosesTheResponse()
    {
        var handler = new ScriptedHandler(Answer.StallAtByte(40));
        using ClaudeClient client = TestClient.Of(handler);
        using var cancellation = new CancellationTokenSource();
        Task<Message> asking = client.Messages.CreateAsync(TestClient.Hello, cancellationToken: cancellation.Token);
        Exchange sent = await handler.Log.NextAsync().Promptly();

        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<ClaudeCanceledException>(() => asking.Promptly());
        Assert.Equal(ExchangeEnd.ClientLeft, await sent.Ended.Promptly());
    }

    [Fact]
    public async Task Create_NothingOrTooLittleComes_TimesOut()
    {
        foreach ((int offset, ClaudeTimeoutKind kind) in ((int, ClaudeTimeoutKind)[])[(0, ClaudeTimeoutKind.FirstEvent), (40, ClaudeTimeoutKind.Idle)])
        {
            var gate = new ScriptGate();
            var time = new ManualTime();
            using ClaudeClient client = TestClient.Of(new ScriptedHandler(Answer.StallAtByte(offset, gate)), options => options.TimeProvider = time);
            Task<Message> asking = client.Messages.CreateAsync(TestClient.Hello);
            await gate.Reached.Promptly();

            time.Advance(TimeSpan.FromMinutes(10));

            Assert.Equal(kind, (await Assert.ThrowsAsync<ClaudeTimeoutException>(() => asking.Promptly())).Kind);
        }
    }

    [Fact]
    public async Task Create_OverEachVersionOfHttp_UsesItsConnectionAgain()
    {
        foreach (string version in (string[])["1.1", "2.0"])
        {
            await using ReplayServer server = await ReplayServer.StartAsync(Answer);
            using ClaudeClient client = TestClient.Of(server, version);

            await client.Messages.CreateAsync(TestClient.Hello).Promptly();
            await client.Messages.CreateAsync(TestClient.Hello).Promptly();

            Assert.Equal(1, server.Log.ConnectionCount);
        }
    }

    [Fact]
    public async Task CountTokens_OfARequestForAMessage_SendsWhatCounts()
    {
        var handler = new ScriptedHandler(ResponseScript.Json("""{"input_tokens":2095,"context_management":{"original_input_tokens":3000}}"""));
        using ClaudeClient client = TestClient.Of(handler, options => options.ExtraBody["service_tier"] = RawJson.Parse("\"auto\""));
        var request = new MessageRequest
        {
            Model = "m",
            MaxTokens = 9,
            Messages = ["Hi"],
            System = "Be brief.",
            Temperature = 0.5,
            StopSequences = ["x"],
            Tools = [new Tool("t", null, "{}"u8)],
            Thinking = Thinking.Enabled(1024),
            Metadata = new Metadata { UserId = "u" },
            Extra = [new("new", RawJson.Parse("1"))],
            Betas = ["b"],
        };

        TokenCount count = await client.Messages.CountTokensAsync(request).Promptly();

        Assert.Equal((2095, 3000), (count.InputTokens, count.ContextManagement!.OriginalInputTokens));
        Exchange sent = Assert.Single(handler.Log.All);
        Assert.Equal(("POST", "/v1/messages/count_tokens", "?beta=true", "b,token-counting-2024-11-01"), (sent.Method, sent.Path, sent.Query, sent.Headers["anthropic-beta"]));
        using JsonDocument body = JsonDocument.Parse(sent.Body);
        Assert.Equal(["messages", "model", "new", "system", "thinking", "tools"], body.RootElement.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task CountTokens_WithoutBetas_NamesNone()
    {
        var handler = new ScriptedHandler(Scripts.Overloaded, ResponseScript.Json("""{"input_tokens":1}"""));
        using ClaudeClient client = TestClient.Of(handler);

        Assert.Equal(1, (await client.Messages.CountTokensAsync(new CountTokensRequest { Model = "m", Messages = ["Hi"] }).Promptly()).InputTokens);

        Assert.All(handler.Log.All, sent => Assert.False(sent.Headers.ContainsKey("anthropic-beta")));
        Assert.Equal(2, handler.Log.All.Count);
    }
}
