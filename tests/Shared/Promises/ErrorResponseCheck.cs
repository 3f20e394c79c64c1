using System.Text;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks that a response that is an error, or not a stream, gives a typed exception with all of its information.</summary>
internal static class ErrorResponseCheck
{
    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        foreach ((int status, string type) in ((int, string)[])[
            (400, "invalid_request_error"),
            (401, "authentication_error"),
            (402, "billing_error"),
            (403, "permission_error"),
            (404, "not_found_error"),
            (409, "conflict_error"),
            (413, "request_too_large"),
            (429, "rate_limit_error"),
            (500, "api_error"),
            (504, "timeout_error"),
            (529, "overloaded_error"),
            (418, "error_of_tomorrow"),
        ])
        {
            yield return ($"{status} {type} has everything that it says", () => Error_OfTheApi_HasEverythingThatItSays(status, type));
        }

        yield return ("without an id in its body it has the header's", Error_WithoutAnIdInItsBody_HasTheHeaders);
        yield return ("an error event has what the headers of its response say", ErrorEvent_InMidStream_HasWhatTheHeadersOfItsResponseSay);
        yield return ("under status 200 it is the same exception", Error_UnderStatus200_IsTheSameException);

        foreach ((string? contentType, string body, string? quoted) in ((string?, string, string?)[])[
            ("text/html", "<html><h1>502 Bad\u0007 Gateway</h1></html>", "<html><h1>502 Bad  Gateway</h1></html>"),
            ("text/plain", "upstream connect error", "upstream connect error"),
            ("application/json", """{"type":"error","error":{"type":"api_er""", """{"type":"error","error":{"type":"api_er"""),
            ("application/json", "{}", "{}"),
            ("application/json", """{"content":[{"text":"what the model wrote"}]}""", null),
            ("application/octet-stream", "\u0001\u0002", null),
            ("text/event-stream", "event: content_block_delta\ndata: {}\n\n", null),
            ("Text/Event-Stream; charset=utf-8", "data: {}\n\n", null),
            (null, "<html>", "<html>"),
            ("text/html", "", null),
        ])
        {
            yield return ($"{contentType} of {body.Length} under 502 quotes the start of a page only", () => Error_OfSomethingElse_QuotesTheStartOfAPageOnly(contentType, body, quoted));
        }

        yield return ("a long body keeps its start", Error_WithALongBody_KeepsItsStart);
        yield return ("a body that breaks off keeps its status and its start", Error_WhoseBodyBreaksOff_KeepsItsStatusAndItsStart);
        yield return ("a body that stalls keeps its status", Error_WhoseBodyStalls_KeepsItsStatusWhenTheLimitIsReached);

        foreach ((string contentType, string body) in ((string, string)[])[
            ("text/html; charset=utf-8", "<html>Please log in</html>"),
            ("application/octet-stream", "x"),
        ])
        {
            yield return ($"{contentType} of {body.Length} under 200 is a protocol error", () => Answer_ThatIsNoEventStream_IsAProtocolError(contentType, body));
        }

        yield return ("a message that is cut off is not quoted", Answer_ThatIsAMessageCutOff_IsNotQuoted);
        yield return ("an event stream where facts were asked for is not quoted", Answer_ThatIsAnEventStreamWhereFactsWereAskedFor_IsNotQuoted);
        yield return ("a long page under 200 keeps its start", Answer_ThatIsALongPage_KeepsItsStart);

        foreach (string? contentType in (string?[])["text/event-stream", "Text/Event-Stream; charset=UTF-8", null])
        {
            yield return ($"content type {contentType} is read", () => Answer_WithAnyFormOfTheContentType_IsRead(contentType));
        }

        yield return ("a handler that gives up is not the caller's cancellation", Handler_ThatGivesUpOnItsOwn_IsNotTheCallersCancellation);
        yield return ("a handler that does not say which request it answers is taken", Handler_ThatDoesNotSayWhichRequestItAnswers_IsTaken);
    }

    private static async Task Error_OfTheApi_HasEverythingThatItSays(int status, string type)
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

        Check.Equal(status, e.Status);
        Check.Equal(type, e.ErrorType.Value);
        Check.Equal("code_1", e.ErrorCode);
        Check.Equal("What went wrong", e.Message);
        Check.Equal("req_body", e.RequestId);
        Check.Equal(TimeSpan.FromSeconds(12), e.RetryAfter);
        Check.Equal(new RateLimit(50, 0, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), e.RateLimits.Requests);
        Check.Equal(new RateLimit(null, 1000, null), e.RateLimits.OutputTokens);
        Check.That(!e.RateLimits.Tokens.IsPresent);
        Check.Equal(body, Encoding.UTF8.GetString(e.RawBody.Span));
        Check.That(e.Partial is null);
    }

    private static async Task Error_WithoutAnIdInItsBody_HasTheHeaders()
    {
        ClaudeApiException e = await FailAsync(ResponseScript.Error(400, "invalid_request_error", "x").WithHeader("request-id", "req_header"));

        Check.Equal("req_header", e.RequestId);
        Check.That(e.ErrorCode is null);
        Check.That(e.RetryAfter is null);
        Check.Equal(RateLimits.None, e.RateLimits);
    }

    private static async Task ErrorEvent_InMidStream_HasWhatTheHeadersOfItsResponseSay()
    {
        ResponseScript answer = new MessageScript().Text("Hel").Error("overloaded_error", "Overloaded").ToScript()
            .WithHeader("request-id", "req_header")
            .WithHeader("retry-after", "12")
            .WithHeader("anthropic-ratelimit-tokens-remaining", "7");

        ClaudeApiException e = await FailAsync(answer);

        Check.Equal(529, e.Status);
        Check.Equal("overloaded_error", e.ErrorType.Value);
        Check.Equal("req_header", e.RequestId);
        Check.Equal(TimeSpan.FromSeconds(12), e.RetryAfter);
        Check.Equal(7, e.RateLimits.Tokens.Remaining);
        Check.Equal("Hel", Check.Is<TextBlock>(Check.Single(e.Partial!.Content)).Text);
    }

    private static async Task Error_UnderStatus200_IsTheSameException()
    {
        ClaudeApiException e = await FailAsync(ResponseScript.Error(200, "rate_limit_error", "Slow down").WithHeader("request-id", "req_1"));

        Check.Equal(429, e.Status);
        Check.Equal("rate_limit_error", e.ErrorType.Value);
        Check.Equal("req_1", e.RequestId);
    }

    private static async Task Error_OfSomethingElse_QuotesTheStartOfAPageOnly(string? contentType, string body, string? quoted)
    {
        ClaudeApiException e = await FailAsync(ResponseScript.Answer(502, contentType, body));

        Check.Equal(502, e.Status);
        Check.Equal("", e.ErrorType.Value);
        Check.Contains("502", e.Message);
        Check.Equal(quoted is not null, e.Message.Contains("It begins: ", StringComparison.Ordinal));
        Check.Contains(quoted ?? "", e.Message);
        Check.Equal(body, Encoding.UTF8.GetString(e.RawBody.Span));
    }

    private static async Task Error_WithALongBody_KeepsItsStart()
    {
        ClaudeApiException e = await FailAsync(ResponseScript.Answer(400, "text/html", new string('x', 100_000)));

        Check.Equal(64 * 1024, e.RawBody.Length);
        Check.InRange(e.Message.Length, 200, 400);
    }

    private static async Task Error_WhoseBodyBreaksOff_KeepsItsStatusAndItsStart()
    {
        ClaudeApiException e = await FailAsync(ResponseScript.Answer(400, "text/html", "<html><body>").AbortAtByte(6));

        Check.Equal(400, e.Status);
        Check.Equal("<html>", Encoding.UTF8.GetString(e.RawBody.Span));
    }

    private static async Task Error_WhoseBodyStalls_KeepsItsStatusWhenTheLimitIsReached()
    {
        var time = new ManualTime();
        var gate = new ScriptGate();
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Answer(400, "text/html", "<html><body>").StallAtByte(6, gate)), options => options.TimeProvider = time);
        Task<ClaudeApiException> failing = client.FailAsync<ClaudeApiException>();
        await gate.Reached.Promptly();

        time.Advance(TimeSpan.FromSeconds(30));

        ClaudeApiException e = await failing.Promptly();
        Check.Equal(400, e.Status);
        Check.Equal("<html>", Encoding.UTF8.GetString(e.RawBody.Span));
    }

    private static async Task Answer_ThatIsNoEventStream_IsAProtocolError(string contentType, string body)
    {
        var handler = new ScriptedHandler(ResponseScript.Answer(200, contentType, body));
        using ClaudeClient client = TestClient.Of(handler);

        ClaudeTransportException e = await client.FailAsync<ClaudeTransportException>();

        Check.Equal(ClaudeTransportErrorKind.InvalidResponse, e.Kind);
        Check.Contains(contentType.Split(';')[0], e.Message);
        Check.Equal(contentType.StartsWith("text/", StringComparison.Ordinal), e.Message.Contains("Please log in", StringComparison.Ordinal));
        Check.DoesNotContain("s3cret", e.Message);
        Check.Equal(body, Encoding.UTF8.GetString(e.RawData.Span));
        Check.Single(handler.Log.All);
    }

    private static async Task Answer_ThatIsAMessageCutOff_IsNotQuoted()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Json("""{"id":"msg_1","type":"message","content":[{"type":"text","text":"s3cret""")));

        ClaudeTransportException e = await client.FailAsync<ClaudeTransportException>();

        Check.Equal(ClaudeTransportErrorKind.ResponseEnded, e.Kind);
        Check.DoesNotContain("s3cret", e.ToString());
        Check.Contains("s3cret", Encoding.UTF8.GetString(e.RawData.Span));
    }

    private static async Task Answer_ThatIsAnEventStreamWhereFactsWereAskedFor_IsNotQuoted()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(new MessageScript().Text("s3cret").End()));

        ClaudeTransportException e = await Check.ThrowsAsync<ClaudeTransportException>(() => client.Models.GetAsync("m"));

        Check.Equal(ClaudeTransportErrorKind.InvalidResponse, e.Kind);
        Check.Contains("text/event-stream", e.Message);
        Check.DoesNotContain("It begins", e.Message);
        Check.DoesNotContain("s3cret", e.ToString());
    }

    private static async Task Answer_ThatIsALongPage_KeepsItsStart()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Answer(200, "text/html", new string('x', 100_000))));

        Check.Equal(4096, (await client.FailAsync<ClaudeTransportException>()).RawData.Length);
    }

    private static async Task Answer_WithAnyFormOfTheContentType_IsRead(string? contentType)
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello.WithContentType(contentType)));

        Check.Equal("Hello", await client.AskAsync());
    }

    private static async Task Handler_ThatGivesUpOnItsOwn_IsNotTheCallersCancellation()
    {
        using ClaudeClient client = TestClient.Of(new GivingUpHandler());
        using var source = new CancellationTokenSource();

        ClaudeTransportException e = await Check.ThrowsAsync<ClaudeTransportException>(() => client.Messages.StreamAsync(TestClient.Hello, cancellationToken: source.Token));

        Check.Equal(ClaudeTransportErrorKind.ConnectionError, e.Kind);
        Check.Is<TaskCanceledException>(e.InnerException);
    }

    private static async Task Handler_ThatDoesNotSayWhichRequestItAnswers_IsTaken()
    {
        using ClaudeClient client = TestClient.Of(new StubHandler());

        Check.Equal("Hello", await client.AskAsync());
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
