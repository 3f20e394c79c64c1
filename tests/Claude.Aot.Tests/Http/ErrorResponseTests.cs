using System.Text;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;

namespace Claude.Aot.Tests.Http;

public sealed class ErrorResponseTests
{
    [Theory]
    [InlineData(400, "invalid_request_error")]
    [InlineData(401, "authentication_error")]
    [InlineData(402, "billing_error")]
    [InlineData(403, "permission_error")]
    [InlineData(404, "not_found_error")]
    [InlineData(409, "conflict_error")]
    [InlineData(413, "request_too_large")]
    [InlineData(429, "rate_limit_error")]
    [InlineData(500, "api_error")]
    [InlineData(504, "timeout_error")]
    [InlineData(529, "overloaded_error")]
    [InlineData(418, "error_of_tomorrow")]
    public async Task Error_OfTheApi_HasEverythingThatItSays(int status, string type)
    {
        string body = $$$"""{"type":"error","error":{"type":"{{{type}}}","message":"What went wrong","details":{"error_code":"code_1"}},"request_id":"req_body"}""";
        ResponseScript answer = ResponseScript.Answer(status, "application/json", body)
            .WithHeader("request-id", "req_header")
            .WithHeader("retry-after", "12")
            .WithHeader("anthropic-ratelimit-requests-limit", "50")
            .WithHeader("anthropic-ratelimit-requests-remaining", "0")
            .WithHeader("anthropic-ratelimit-requests-reset", "2026-01-02T03:04:05Z")
            .WithHeader("anthropic-ratelimit-output-tokens-remaining", "1000");

        ClaudeApiException e = await FailAsync(answer);

        Assert.Equal(status, e.Status);
        Assert.Equal(type, e.ErrorType.Value);
        Assert.Equal("code_1", e.ErrorCode);
        Assert.Equal("What went wrong", e.Message);
        Assert.Equal("req_body", e.RequestId);
        Assert.Equal(TimeSpan.FromSeconds(12), e.RetryAfter);
        Assert.Equal(new RateLimit(50, 0, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), e.RateLimits.Requests);
        Assert.Equal(new RateLimit(null, 1000, null), e.RateLimits.OutputTokens);
        Assert.False(e.RateLimits.Tokens.IsPresent);
        Assert.Equal(body, Encoding.UTF8.GetString(e.RawBody.Span));
        Assert.Null(e.Partial);
    }

    [Fact]
    public async Task Error_WithoutAnIdInItsBody_HasTheHeaders()
    {
        ClaudeApiException e = await FailAsync(ResponseScript.Error(400, "invalid_request_error", "x").WithHeader("request-id", "req_header"));

        Assert.Equal("req_header", e.RequestId);
        Assert.Null(e.ErrorCode);
        Assert.Null(e.RetryAfter);
        Assert.Equal(RateLimits.None, e.RateLimits);
    }

    [Fact]
    public async Task ErrorEvent_InMidStream_HasWhatTheHeadersOfItsResponseSay()
    {
        ResponseScript answer = new MessageScript().Text("Hel").Error("overloaded_error", "Overloaded").ToScript()
            .WithHeader("request-id", "req_header")
            .WithHeader("retry-after", "12")
            .WithHeader("anthropic-ratelimit-tokens-remaining", "7");

        ClaudeApiException e = await FailAsync(answer);

        Assert.Equal(529, e.Status);
        Assert.Equal("overloaded_error", e.ErrorType.Value);
        Assert.Equal("req_header", e.RequestId);
        Assert.Equal(TimeSpan.FromSeconds(12), e.RetryAfter);
        Assert.Equal(7, e.RateLimits.Tokens.Remaining);
        Assert.Equal("Hel", Assert.IsType<TextBlock>(Assert.Single(e.Partial!.Content)).Text);
    }

    [Fact]
    public async Task Error_UnderStatus200_IsTheSameException()
    {
        ClaudeApiException e = await FailAsync(ResponseScript.Error(200, "rate_limit_error", "Slow down").WithHeader("request-id", "req_1"));

        Assert.Equal(429, e.Status);
        Assert.Equal("rate_limit_error", e.ErrorType.Value);
        Assert.Equal("req_1", e.RequestId);
    }

    [Theory]
    [InlineData("text/html", "<html><h1>502 Bad\u0007 Gateway</h1></html>", "<html><h1>502 Bad  Gateway</h1></html>")]
    [InlineData("text/plain", "upstream connect error", "upstream connect error")]
    [InlineData("application/json", """{"type":"error","error":{"type":"api_er""", null)]
    [InlineData("application/json", """{"message":"what the model wrote"}""", null)]
    [InlineData("application/octet-stream", "\u0001\u0002", null)]
    [InlineData("text/event-stream", "event: content_block_delta\ndata: {}\n\n", null)]
    [InlineData("Text/Event-Stream; charset=utf-8", "data: {}\n\n", null)]
    [InlineData(null, "<html>", null)]
    [InlineData("text/html", "", null)]
    public async Task Error_OfSomethingElse_QuotesTheStartOfAPageOnly(string? contentType, string body, string? quoted)
    {
        ClaudeApiException e = await FailAsync(ResponseScript.Answer(502, contentType, body));

        Assert.Equal(502, e.Status);
        Assert.Equal("", e.ErrorType.Value);
        Assert.Contains("502", e.Message, StringComparison.Ordinal);
        Assert.Equal(quoted is not null, e.Message.Contains("It begins: ", StringComparison.Ordinal));
        Assert.Contains(quoted ?? "", e.Message, StringComparison.Ordinal);
        Assert.Equal(body, Encoding.UTF8.GetString(e.RawBody.Span));
    }

    [Fact]
    public async Task Error_WithALongBody_KeepsItsStart()
    {
        ClaudeApiException e = await FailAsync(ResponseScript.Answer(400, "text/html", new string('x', 100_000)));

        Assert.Equal(64 * 1024, e.RawBody.Length);
        Assert.InRange(e.Message.Length, 200, 400);
    }

    [Fact]
    public async Task Error_WhoseBodyBreaksOff_KeepsItsStatusAndItsStart()
    {
        ClaudeApiException e = await FailAsync(ResponseScript.Answer(400, "text/html", "<html><body>").AbortAtByte(6));

        Assert.Equal(400, e.Status);
        Assert.Equal("<html>", Encoding.UTF8.GetString(e.RawBody.Span));
    }

    [Fact]
    public async Task Error_WhoseBodyStalls_KeepsItsStatusWhenTheLimitIsReached()
    {
        var time = new ManualTime();
        var gate = new ScriptGate();
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Answer(400, "text/html", "<html><body>").StallAtByte(6, gate)), options => options.TimeProvider = time);
        Task<ClaudeApiException> failing = client.FailAsync<ClaudeApiException>();
        await gate.Reached.Promptly();

        time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(400, (await failing.Promptly()).Status);
    }

    [Theory]
    [InlineData("application/json", """{"id":"msg_1","type":"message","content":[{"type":"text","text":"s3cret"}]}""")]
    [InlineData("application/json", """{"id":"msg_1","type":"mess""")]
    [InlineData("text/html; charset=utf-8", "<html>Please log in</html>")]
    [InlineData("application/octet-stream", "x")]
    public async Task Answer_ThatIsNoEventStream_IsAProtocolError(string contentType, string body)
    {
        var handler = new ScriptedHandler(ResponseScript.Answer(200, contentType, body));
        using ClaudeClient client = TestClient.Of(handler);

        ClaudeStreamException e = await client.FailAsync<ClaudeStreamException>();

        Assert.Equal(ClaudeStreamErrorKind.Protocol, e.Kind);
        Assert.Contains(contentType.Split(';')[0], e.Message, StringComparison.Ordinal);
        Assert.Equal(contentType.StartsWith("text/", StringComparison.Ordinal), e.Message.Contains("Please log in", StringComparison.Ordinal));
        Assert.DoesNotContain("s3cret", e.Message, StringComparison.Ordinal);
        Assert.Equal(body, Encoding.UTF8.GetString(e.RawData.Span));
        Assert.Single(handler.Log.All);
    }

    [Fact]
    public async Task Answer_ThatIsAnEventStreamWhereNoneWasAskedFor_IsNotQuoted()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(new MessageScript().Text("s3cret").End()));

        ClaudeStreamException e = await Assert.ThrowsAsync<ClaudeStreamException>(() => client.Messages.CreateAsync(TestClient.Hello));

        Assert.Equal(ClaudeStreamErrorKind.Protocol, e.Kind);
        Assert.Contains("text/event-stream", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("It begins", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ThatIsALongPage_KeepsItsStart()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Answer(200, "text/html", new string('x', 100_000))));

        Assert.Equal(4096, (await client.FailAsync<ClaudeStreamException>()).RawData.Length);
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("Text/Event-Stream; charset=UTF-8")]
    [InlineData(null)]
    public async Task Answer_WithAnyFormOfTheContentType_IsRead(string? contentType)
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello.WithContentType(contentType)));

        Assert.Equal("Hello", await client.AskAsync());
    }

    [Fact]
    public async Task Handler_ThatGivesUpOnItsOwn_IsNotTheCallersCancellation()
    {
        using ClaudeClient client = TestClient.Of(new GivingUpHandler());
        using var source = new CancellationTokenSource();

        ClaudeStreamException e = await Assert.ThrowsAsync<ClaudeStreamException>(() => client.Messages.StreamAsync(TestClient.Hello, cancellationToken: source.Token));

        Assert.Equal(ClaudeStreamErrorKind.Transport, e.Kind);
        Assert.IsType<TaskCanceledException>(e.InnerException);
    }

    [Fact]
    public async Task Handler_ThatDoesNotSayWhichRequestItAnswers_IsTaken()
    {
        using ClaudeClient client = TestClient.Of(new StubHandler());

        Assert.Equal("Hello", await client.AskAsync());
    }

    private static async Task<ClaudeApiException> FailAsync(ResponseScript answer)
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(answer), options => options.MaxRetries = 0);
        return await client.FailAsync<ClaudeApiException>();
    }

    private sealed class GivingUpHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new TaskCanceledException("A timeout of the handler's own.");
    }

    private sealed class StubHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent(Encoding.UTF8.GetString(Scripts.Hello.Body.Span), Encoding.UTF8, "text/event-stream") });
    }
}
