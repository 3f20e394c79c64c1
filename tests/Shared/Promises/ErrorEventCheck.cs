using System.Text;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks that an <c>error</c> event within a stream gives the same exception as that error in the response to the request.</summary>
internal static class ErrorEventCheck
{
    public static IEnumerable<(string Name, Func<Task> Run)> Cases(CorpusFolder corpus)
    {
        foreach ((string type, int status) in ((string, int)[])[
            ("invalid_request_error", 400),
            ("authentication_error", 401),
            ("billing_error", 402),
            ("permission_error", 403),
            ("not_found_error", 404),
            ("request_too_large", 413),
            ("rate_limit_error", 429),
            ("api_error", 500),
            ("timeout_error", 504),
            ("overloaded_error", 529),
            ("error_of_tomorrow", 500),
        ])
        {
            yield return ($"{type} has status {status}", () => ErrorEvent_OfAType_HasTheTypeAndItsStatus(type, status));
        }

        yield return ("an error code is kept", ErrorEvent_WithAnErrorCode_HasIt);

        foreach (string json in (string[])[
            """{"type":"error"}""",
            """{"type":"error","error":null}""",
            """{"type":"error","error":[]}""",
            """{"type":"error","error":{"type":7,"message":{}}}""",
            """{"type":"error","error":{"message":"  "}}""",
        ])
        {
            yield return ($"{json} is still the API's error", () => ErrorEvent_SaysLittle_IsStillTheApisError(json));
        }

        yield return ("data that is no JSON is its message", ErrorEvent_DataIsNotJson_IsItsMessage);
        yield return ("without an event line", ErrorEvent_WithoutAnEventLine_IsAnError);
        yield return ("without its blank line", ErrorEvent_WithoutItsBlankLine_IsAnError);
        yield return ("as the first it has no partial message", ErrorEvent_AsTheFirst_HasNoPartial);
        yield return ("among events it comes after those before it", ErrorEvent_AmongEvents_ComesAfterThoseBeforeIt);

        foreach ((string file, string type, int status) in ((string, string, int)[])[
            ("derived/error-api_error", "api_error", 500),
            ("derived/error-mid-text", "overloaded_error", 529),
            ("derived/error-then-more", "overloaded_error", 529),
            ("derived/error-without-event-line", "overloaded_error", 529),
            ("recorded/langchain__chat_anthropic_test-L2423", "overloaded_error", 529),
        ])
        {
            yield return ($"{file} is {type}", () => ErrorEvent_OfTheCorpus_IsTheApisError(corpus.ReadBytes($"{file}.sse"), type, status));
        }

        yield return ("a long message with control characters is cleaned and capped", ErrorMessage_LongAndWithControlCharacters_IsCleanedAndCapped);
    }

    private static async Task ErrorEvent_OfAType_HasTheTypeAndItsStatus(string type, int status)
    {
        string json = $$"""{"type":"error","error":{"type":"{{type}}","message":"What went wrong"},"request_id":"req_1"}""";
        SseBody body = SseBody.Begin().TextStart().Text("Hello").Event(json).BlockStop().End();

        ClaudeApiException e = await body.ReadToFailureAsync<ClaudeApiException>();

        Check.Equal(type, e.ErrorType.Value);
        Check.Equal(status, e.Status);
        Check.Equal("What went wrong", e.Message);
        Check.Equal("req_1", e.RequestId);
        Check.Equal(json, Encoding.UTF8.GetString(e.RawBody.Span));
        Check.Equal("Hello", Check.Is<TextBlock>(Check.Single(e.Partial!.Content)).Text);
        Check.That(!e.Partial.Content[0].IsComplete);
    }

    private static async Task ErrorEvent_WithAnErrorCode_HasIt()
    {
        ClaudeApiException e = await SseBody.Begin().Event("""
            {"type":"error","error":{"type":"rate_limit_error","message":"Slow down","details":{"error_code":"tokens_per_minute"}}}
            """).ReadToFailureAsync<ClaudeApiException>();

        Check.Equal("tokens_per_minute", e.ErrorCode);
        Check.That(e.RequestId is null);
        Check.That(e.RetryAfter is null);
    }

    private static async Task ErrorEvent_SaysLittle_IsStillTheApisError(string json)
    {
        ClaudeApiException e = await SseBody.Begin().Event(json).ReadToFailureAsync<ClaudeApiException>();

        Check.Equal(500, e.Status);
        Check.That(e.Message.Length > 0);
    }

    private static async Task ErrorEvent_DataIsNotJson_IsItsMessage()
    {
        ClaudeApiException e = await SseBody.Begin().TextStart().Text("Hello").Event("error", "upstream connect error\nreset").ReadToFailureAsync<ClaudeApiException>();

        Check.Equal("upstream connect error reset", e.Message);
        Check.Equal("upstream connect error\nreset", Encoding.UTF8.GetString(e.RawBody.Span));
        Check.Equal(500, e.Status);
        Check.That(e.Partial is not null);
    }

    private static async Task ErrorEvent_WithoutAnEventLine_IsAnError()
    {
        ClaudeApiException e = await SseBody.Begin().Raw("""
            data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}


            """.ReplaceLineEndings("\n")).ReadToFailureAsync<ClaudeApiException>();

        Check.Equal(529, e.Status);
    }

    private static async Task ErrorEvent_WithoutItsBlankLine_IsAnError()
    {
        ClaudeApiException e = await SseBody.Begin()
            .Raw("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}").ReadToFailureAsync<ClaudeApiException>();

        Check.Equal(529, e.Status);
    }

    private static async Task ErrorEvent_AsTheFirst_HasNoPartial()
    {
        ClaudeApiException e = await new SseBody().Event("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""").ReadToFailureAsync<ClaudeApiException>();

        Check.That(e.Partial is null);
    }

    private static async Task ErrorEvent_AmongEvents_ComesAfterThoseBeforeIt()
    {
        await using MessageStream stream = SseBody.Begin().TextStart().Text("a").Event("""{"type":"error","error":{"type":"api_error","message":"x"}}""").Text("b").BlockStop().End().Open();
        int events = 0;

        await Check.ThrowsAsync<ClaudeApiException>(async () =>
        {
            await foreach (StreamEvent _ in stream)
            {
                events++;
            }
        });

        Check.Equal(3, events);
        Check.Equal("a", stream.Snapshot.Content[0].Text.ToString());
    }

    private static async Task ErrorEvent_OfTheCorpus_IsTheApisError(byte[] body, string type, int status)
    {
        await using MessageStream stream = MessageStream.FromStream(new MemoryStream(body));

        ClaudeApiException e = await Check.ThrowsAsync<ClaudeApiException>(() => stream.GetFinalMessageAsync().AsTask());

        Check.Equal(type, e.ErrorType.Value);
        Check.Equal(status, e.Status);
    }

    private static async Task ErrorMessage_LongAndWithControlCharacters_IsCleanedAndCapped()
    {
        string message = "a\\u0000b\\u001b[31mc\\nd" + new string('x', 5_000);
        ClaudeApiException e = await SseBody.Begin().Event($$$"""{"type":"error","error":{"type":"api_error","message":"{{{message}}}"}}""").ReadToFailureAsync<ClaudeApiException>();

        Check.That(e.Message.StartsWith("a b [31mc d", StringComparison.Ordinal), e.Message);
        Check.InRange(e.Message.Length, 900, 1_100);
        Check.That(!e.Message.Any(char.IsControl), e.Message);
    }
}
