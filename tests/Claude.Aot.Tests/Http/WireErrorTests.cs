using System.Globalization;
using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Http;

/// <summary>Every type of error that the API is known to have, in each of the places where it can say it, is the same exception.</summary>
public sealed class WireErrorTests
{
    private static readonly JsonElement s_wire = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Repository.PathOf("tests", "Wire", "messages-wire.json")));
    private static readonly JsonElement s_errors = s_wire.GetProperty("errors");
    private static readonly JsonElement s_statuses = s_errors.GetProperty("type_http_status");
    private static readonly JsonElement s_latest = s_wire.GetProperty("latest");
    private static readonly JsonElement s_details = s_latest.GetProperty("error_details");

    public static TheoryData<string> Types =>
    [
        .. ((JsonElement[])[s_errors.GetProperty("types"), s_errors.GetProperty("in_docs_but_not_in_sdk_enum"), s_latest.GetProperty("error_types")])
            .SelectMany(list => list.EnumerateArray()).Select(type => type.GetString()!)
            .Concat(s_statuses.EnumerateObject().Where(type => type.Value.ValueKind == JsonValueKind.Number).Select(type => type.Name)).Distinct(),
    ];

    /// <summary>The finer codes, each with the status under which it comes.</summary>
    public static TheoryData<int, string> Codes =>
        [.. s_details.GetProperty("status_and_code_to_class").EnumerateArray().Select(detail => (detail.GetProperty("status").GetInt32(), detail.GetProperty("error_code").GetString()!))];

    /// <summary>Every status that anything says something about.</summary>
    public static TheoryData<int> Statuses =>
    [
        .. s_statuses.EnumerateObject().Where(type => type.Value.ValueKind == JsonValueKind.Number).Select(type => type.Value.GetInt32())
            .Concat(((string[])["status_to_class", "status_and_code_to_class"]).SelectMany(list => s_details.GetProperty(list).EnumerateArray()).Select(entry => entry.GetProperty("status").GetInt32()))
            .Concat(s_errors.GetProperty("python_status_to_exception").EnumerateArray().Select(entry => entry.GetProperty("status").GetString()!)
                .Where(status => status.StartsWith("==", StringComparison.Ordinal)).Select(status => int.Parse(status[2..], CultureInfo.InvariantCulture)))
            .Distinct().Order(),
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Error_OfEachType_IsTheSameWhereverItIsSaid(string type)
    {
        int status = StatusOf(type);
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
        int status = StatusOf(type);
        int requests = RequestsAfter(status);
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

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Error_WithEachCode_HasItWhereverItIsSaid(int status, string code)
    {
        string error = $$$"""{"type":"error","error":{"type":"of_its_status","message":"x","details":{"error_code":"{{{code}}}"}},"request_id":"req_1"}""";
        foreach ((ResponseScript script, int told) in ((ResponseScript, int)[])[
            (ResponseScript.Answer(status, "application/json", error), status),
            (new MessageScript().Text("Hel").Event("error", error).ToScript(), 500)])
        {
            using ClaudeClient client = TestClient.Of(new ScriptedHandler(script), options => options.MaxRetries = 0);

            ClaudeApiException e = await client.FailAsync<ClaudeApiException>();

            Assert.Equal((told, "of_its_status", code, "req_1"), (e.Status, e.ErrorType.Value, e.ErrorCode, e.RequestId));
        }
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Error_OfEachStatus_IsAnExceptionOfItAndTriedAgainByIt(int status)
    {
        foreach (ResponseScript script in (ResponseScript[])[ResponseScript.Error(status, "of_its_status", "x"), ResponseScript.Answer(status, "text/html", "<html>"), ResponseScript.Answer(status, null, "")])
        {
            var handler = new ScriptedHandler(script);
            using ClaudeClient client = TestClient.Of(handler);

            ClaudeApiException e = await client.FailAsync<ClaudeApiException>();

            Assert.Equal(status, e.Status);
            Assert.Equal(RequestsAfter(status), handler.Log.All.Count);
        }
    }

    [Fact]
    public void Wire_Lists_AreNotEmpty()
    {
        Assert.InRange(Types.Count, 13, 100);
        Assert.InRange(Codes.Count, 100, 1_000);
        Assert.Superset(new HashSet<int> { 408, 412, 422, 431, 499, 501, 503, 504, 529 }, Statuses.Select(row => row.Data).ToHashSet());
    }

    // Those about memories come under 409, as the API's reference says; the list has none for them.
    private static int StatusOf(string type) => s_statuses.TryGetProperty(type, out JsonElement status) ? status.GetInt32() : type.StartsWith("memory_", StringComparison.Ordinal) ? 409 : 500;

    private static int RequestsAfter(int status)
    {
        IEnumerable<string> retried = s_wire.GetProperty("client_policy").GetProperty("retries").GetProperty("statuses").EnumerateArray().Select(one => one.GetString()!);
        return retried.Any(one => one.StartsWith(">=", StringComparison.Ordinal) ? status >= int.Parse(one[2..], CultureInfo.InvariantCulture) : one == $"{status}") ? 3 : 1;
    }
}
