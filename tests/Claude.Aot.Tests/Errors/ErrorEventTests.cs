using System.Text;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Errors;

/// <summary>An <c>error</c> event in mid-stream is the exception that the same error would be at connect time.</summary>
public sealed class ErrorEventTests
{
    [Theory]
    [InlineData("invalid_request_error", 400)]
    [InlineData("authentication_error", 401)]
    [InlineData("billing_error", 402)]
    [InlineData("permission_error", 403)]
    [InlineData("not_found_error", 404)]
    [InlineData("request_too_large", 413)]
    [InlineData("rate_limit_error", 429)]
    [InlineData("api_error", 500)]
    [InlineData("timeout_error", 504)]
    [InlineData("overloaded_error", 529)]
    [InlineData("error_of_tomorrow", 500)]
    public async Task ErrorEvent_OfAType_HasTheTypeAndItsStatus(string type, int status)
    {
        string json = $$"""{"type":"error","error":{"type":"{{type}}","message":"What went wrong"},"request_id":"req_1"}""";
        SseBody body = SseBody.Begin().TextStart().Text("Hello").Event(json).BlockStop().End();

        ClaudeApiException e = await body.ReadToFailureAsync<ClaudeApiException>();

        Assert.Equal(type, e.ErrorType.Value);
        Assert.Equal(status, e.Status);
        Assert.Equal("What went wrong", e.Message);
        Assert.Equal("req_1", e.RequestId);
        Assert.Equal(json, Encoding.UTF8.GetString(e.RawBody.Span));
        Assert.Equal("Hello", Assert.IsType<TextBlock>(Assert.Single(e.Partial!.Content)).Text);
        Assert.False(e.Partial.Content[0].IsComplete);
    }

    [Fact]
    public async Task ErrorEvent_WithAnErrorCode_HasIt()
    {
        ClaudeApiException e = await SseBody.Begin().Event("""
            {"type":"error","error":{"type":"rate_limit_error","message":"Slow down","details":{"error_code":"tokens_per_minute"}}}
            """).ReadToFailureAsync<ClaudeApiException>();

        Assert.Equal("tokens_per_minute", e.ErrorCode);
        Assert.Null(e.RequestId);
        Assert.Null(e.RetryAfter);
    }

    [Theory]
    [InlineData("""{"type":"error"}""")]
    [InlineData("""{"type":"error","error":null}""")]
    [InlineData("""{"type":"error","error":[]}""")]
    [InlineData("""{"type":"error","error":{"type":7,"message":{}}}""")]
    [InlineData("""{"type":"error","error":{"message":"  "}}""")]
    public async Task ErrorEvent_SaysLittle_IsStillTheApisError(string json)
    {
        ClaudeApiException e = await SseBody.Begin().Event(json).ReadToFailureAsync<ClaudeApiException>();

        Assert.Equal(500, e.Status);
        Assert.NotEmpty(e.Message);
    }

    [Fact]
    public async Task ErrorEvent_DataIsNotJson_IsItsMessage()
    {
        ClaudeApiException e = await SseBody.Begin().TextStart().Text("Hello").Event("error", "upstream connect error\nreset").ReadToFailureAsync<ClaudeApiException>();

        Assert.Equal("upstream connect error reset", e.Message);
        Assert.Equal("upstream connect error\nreset", Encoding.UTF8.GetString(e.RawBody.Span));
        Assert.Equal(500, e.Status);
        Assert.NotNull(e.Partial);
    }

    [Fact]
    public async Task ErrorEvent_WithoutAnEventLine_IsAnError()
    {
        ClaudeApiException e = await SseBody.Begin().Raw("""
            data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}


            """.ReplaceLineEndings("\n")).ReadToFailureAsync<ClaudeApiException>();

        Assert.Equal(529, e.Status);
    }

    [Fact]
    public async Task ErrorEvent_WithoutItsBlankLine_IsAnError()
    {
        ClaudeApiException e = await SseBody.Begin()
            .Raw("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}").ReadToFailureAsync<ClaudeApiException>();

        Assert.Equal(529, e.Status);
    }

    [Fact]
    public async Task ErrorEvent_AsTheFirst_HasNoPartial()
    {
        ClaudeApiException e = await new SseBody().Event("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""").ReadToFailureAsync<ClaudeApiException>();

        Assert.Null(e.Partial);
    }

    [Fact]
    public async Task ErrorEvent_AmongEvents_ComesAfterThoseBeforeIt()
    {
        await using MessageStream stream = SseBody.Begin().TextStart().Text("a").Event("""{"type":"error","error":{"type":"api_error","message":"x"}}""").Text("b").BlockStop().End().Open();
        int events = 0;

        await Assert.ThrowsAsync<ClaudeApiException>(async () =>
        {
            await foreach (StreamEvent _ in stream)
            {
                events++;
            }
        });

        Assert.Equal(3, events);
        Assert.Equal("a", stream.Snapshot.Content[0].Text.ToString());
    }

    [Theory]
    [InlineData("derived/error-api_error", "api_error", 500)]
    [InlineData("derived/error-mid-text", "overloaded_error", 529)]
    [InlineData("derived/error-then-more", "overloaded_error", 529)]
    [InlineData("derived/error-without-event-line", "overloaded_error", 529)]
    [InlineData("recorded/langchain__chat_anthropic_test-L2423", "overloaded_error", 529)]
    public async Task ErrorEvent_OfTheCorpus_IsTheApisError(string file, string type, int status)
    {
        await using MessageStream stream = MessageStream.FromStream(new MemoryStream(TestCorpus.Folder.ReadBytes($"{file}.sse")));

        ClaudeApiException e = await Assert.ThrowsAsync<ClaudeApiException>(() => stream.GetFinalMessageAsync().AsTask());

        Assert.Equal(type, e.ErrorType.Value);
        Assert.Equal(status, e.Status);
    }

    [Fact]
    public async Task ErrorMessage_LongAndWithControlCharacters_IsCleanedAndCapped()
    {
        string message = "a\\u0000b\\u001b[31mc\\nd" + new string('x', 5_000);
        ClaudeApiException e = await SseBody.Begin().Event($$$"""{"type":"error","error":{"type":"api_error","message":"{{{message}}}"}}""").ReadToFailureAsync<ClaudeApiException>();

        Assert.StartsWith("a b [31mc d", e.Message, StringComparison.Ordinal);
        Assert.InRange(e.Message.Length, 900, 1_100);
        Assert.DoesNotContain(e.Message, char.IsControl);
    }
}
