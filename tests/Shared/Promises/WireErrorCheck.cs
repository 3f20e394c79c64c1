using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Every type of error that the API is known to have, in each of the places where it can say it, is the same exception.</summary>
internal static class WireErrorCheck
{
    public static IEnumerable<(string Name, Func<Task> Run)> Cases(CorpusFolder corpus)
    {
        JsonElement errors = corpus.ReadWire().GetProperty("errors");
        foreach (JsonElement known in errors.GetProperty("types").EnumerateArray().Concat(errors.GetProperty("in_docs_but_not_in_sdk_enum").EnumerateArray()))
        {
            string type = known.GetString()!;
            int status = errors.GetProperty("type_http_status").GetProperty(type).GetInt32();
            yield return ($"{type} is the same wherever it is said", () => Error_OfEachType_IsTheSameWhereverItIsSaid(type, status));
            yield return ($"{type} as the first is tried again by its status", () => Error_BeforeTheFirstEvent_IsTriedAgainByItsStatusWhereverItIsSaid(type, status));
        }
    }

    private static async Task Error_OfEachType_IsTheSameWhereverItIsSaid(string type, int status)
    {
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

            Check.Equal(type, e.ErrorType.Value);
            Check.Equal(status, e.Status);
            Check.Equal("What went wrong", e.Message);
            Check.Equal("req_1", e.RequestId);
            Check.Equal(TimeSpan.FromSeconds(12), e.RetryAfter);
            Check.Equal(3, e.RateLimits.Requests.Remaining);
        }
    }

    private static async Task Error_BeforeTheFirstEvent_IsTriedAgainByItsStatusWhereverItIsSaid(string type, int status)
    {
        int requests = status is 408 or 409 or 429 or >= 500 ? 3 : 1;
        foreach (ResponseScript script in (ResponseScript[])[
            ResponseScript.Error(status, type, "x"),
            ResponseScript.Error(200, type, "x"),
            ResponseScript.FromText($$$"""data: {"type":"error","error":{"type":"{{{type}}}","message":"x"}}""" + "\n\n")])
        {
            var handler = new ScriptedHandler(script);
            using ClaudeClient client = TestClient.Of(handler);

            await client.FailAsync<ClaudeApiException>();

            Check.Equal(requests, handler.Log.All.Count);
        }
    }
}
