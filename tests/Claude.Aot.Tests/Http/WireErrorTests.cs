using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Http;

/// <summary>Every type of error that the API is known to have, in each of the places where it can say it, is the same exception.</summary>
public sealed class WireErrorTests
{
    private static readonly JsonElement s_errors =
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Repository.PathOf("tests", "Wire", "messages-wire.json"))).GetProperty("errors");

    public static TheoryData<string> Types => [.. s_errors.GetProperty("types").EnumerateArray().Concat(s_errors.GetProperty("in_docs_but_not_in_sdk_enum").EnumerateArray()).Select(type => type.GetString()!)];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Error_OfEachType_IsTheSameWhereverItIsSaid(string type)
    {
        int status = s_errors.GetProperty("type_http_status").GetProperty(type).GetInt32();
        foreach (ResponseScript script in (ResponseScript[])[
            ResponseScript.Error(status, type, "What went wrong"),
            ResponseScript.Error(200, type, "What went wrong"),
            new MessageScript().Text("Hel").Error(type, "What went wrong").ToScript(),
            ResponseScript.FromText($$$"""data: {"type":"error","error":{"type":"{{{type}}}","message":"What went wrong"}}""" + "\n\n")])
        {
            using ClaudeClient client = TestClient.Of(
                new ScriptedHandler(script.WithHeader("request-id", "req_1").WithHeader("retry-after", "12").WithHeader("anthropic-ratelimit-requests-remaining", "3")),
                options => options.MaxRetries = 0);

            ClaudeApiException e = await client.FailAsync<ClaudeApiException>();

            Assert.Equal(type, e.ErrorType.Value);
            Assert.Equal(status, e.Status);
            Assert.Equal("What went wrong", e.Message);
            Assert.Equal("req_1", e.RequestId);
            Assert.Equal(TimeSpan.FromSeconds(12), e.RetryAfter);
            Assert.Equal(3, e.RateLimits.Requests.Remaining);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Error_BeforeTheFirstEvent_IsTriedAgainByItsStatusWhereverItIsSaid(string type)
    {
        int status = s_errors.GetProperty("type_http_status").GetProperty(type).GetInt32();
        int requests = status is 408 or 409 or 429 or >= 500 ? 3 : 1;
        foreach (ResponseScript script in (ResponseScript[])[
            ResponseScript.Error(status, type, "x"),
            ResponseScript.Error(200, type, "x"),
            ResponseScript.FromText($$$"""data: {"type":"error","error":{"type":"{{{type}}}","message":"x"}}""" + "\n\n")])
        {
            var handler = new ScriptedHandler(script);
            using ClaudeClient client = TestClient.Of(handler);

            await client.FailAsync<ClaudeApiException>();

            Assert.Equal(requests, handler.Log.All.Count);
        }
    }
}
