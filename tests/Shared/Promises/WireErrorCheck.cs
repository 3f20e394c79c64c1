using System.Globalization;
using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks that every known type of API error gives the same exception in each place in which the API can report it.</summary>
internal static class WireErrorCheck
{
    public static IEnumerable<(string Name, Func<Task> Run)> Cases(CorpusFolder corpus)
    {
        var wire = new KnownErrors(corpus.ReadWire());
        yield return ("the lists are not empty", () => Wire_Lists_AreNotEmpty(wire));

        foreach (string type in wire.Types)
        {
            int status = wire.StatusOf(type);
            int requests = wire.RequestsAfter(status);
            yield return ($"{type} is the same wherever it is said", () => Error_OfEachType_IsTheSameWhereverItIsSaid(type, status));
            yield return ($"{type} as the first is tried again by its status", () => Error_BeforeTheFirstEvent_IsTriedAgainByItsStatusWhereverItIsSaid(type, status, requests));
        }

        foreach ((int status, string code) in wire.Codes)
        {
            yield return ($"{status} with {code} has it wherever it is said", () => Error_WithEachCode_HasItWhereverItIsSaid(status, code));
        }

        foreach (int status in wire.Statuses)
        {
            int requests = wire.RequestsAfter(status);
            yield return ($"{status} is an exception of it, and tried again by it", () => Error_OfEachStatus_IsAnExceptionOfItAndTriedAgainByIt(status, requests));
        }
    }

    private static Task Wire_Lists_AreNotEmpty(KnownErrors wire)
    {
        Check.InRange(wire.Types.Count, 13, 100);
        Check.InRange(wire.Codes.Count, 100, 1_000);
        Check.SequenceEqual([], ((int[])[408, 412, 422, 431, 499, 501, 503, 504, 529]).Except(wire.Statuses), "missing statuses");
        return Task.CompletedTask;
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

    private static async Task Error_BeforeTheFirstEvent_IsTriedAgainByItsStatusWhereverItIsSaid(string type, int status, int requests)
    {
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
    private static async Task Error_WithEachCode_HasItWhereverItIsSaid(int status, string code)
    {
        string error = $$$"""{"type":"error","error":{"type":"of_its_status","message":"x","details":{"error_code":"{{{code}}}"}},"request_id":"req_1"}""";
        foreach ((ResponseScript script, int expected) in ((ResponseScript, int)[])[
            (ResponseScript.Answer(status, "application/json", error), status),
            (new MessageScript().Text("Hel").Event("error", error).ToScript(), 500)])
        {
            using ClaudeClient client = TestClient.Of(new ScriptedHandler(script), options => options.MaxRetries = 0);

            ClaudeApiException e = await client.FailAsync<ClaudeApiException>();

            Check.Equal((expected, "of_its_status", code, "req_1"), (e.Status, e.ErrorType.Value, e.ErrorCode, e.RequestId));
        }
    }

    private static async Task Error_OfEachStatus_IsAnExceptionOfItAndTriedAgainByIt(int status, int requests)
    {
        foreach (ResponseScript script in (ResponseScript[])[ResponseScript.Error(status, "of_its_status", "x"), ResponseScript.Answer(status, "text/html", "<html>"), ResponseScript.Answer(status, null, "")])
        {
            var handler = new ScriptedHandler(script);
            using ClaudeClient client = TestClient.Of(handler);

            ClaudeApiException e = await client.FailAsync<ClaudeApiException>();

            Check.Equal(status, e.Status);
            Check.Equal(requests, handler.Log.All.Count);
        }
    }

    /// <summary>The known facts about the API's errors.</summary>
    private sealed class KnownErrors
    {
        private readonly JsonElement _statuses;
        private readonly JsonElement _retried;

        public KnownErrors(JsonElement wire)
        {
            JsonElement errors = wire.GetProperty("errors"), latest = wire.GetProperty("latest"), details = latest.GetProperty("error_details");
            _statuses = errors.GetProperty("type_http_status");
            _retried = wire.GetProperty("client_policy").GetProperty("retries").GetProperty("statuses");
            JsonProperty[] withStatus = [.. _statuses.EnumerateObject().Where(static type => type.Value.ValueKind == JsonValueKind.Number)];
            Types =
            [
                .. ((JsonElement[])[errors.GetProperty("types"), errors.GetProperty("in_docs_but_not_in_sdk_enum"), latest.GetProperty("error_types")])
                    .SelectMany(static list => list.EnumerateArray()).Select(static type => type.GetString()!)
                    .Concat(withStatus.Select(static type => type.Name)).Distinct(),
            ];
            Codes = [.. details.GetProperty("status_and_code_to_class").EnumerateArray().Select(static detail => (detail.GetProperty("status").GetInt32(), detail.GetProperty("error_code").GetString()!))];
            Statuses =
            [
                .. withStatus.Select(static type => type.Value.GetInt32())
                    .Concat(((string[])["status_to_class", "status_and_code_to_class"]).SelectMany(list => details.GetProperty(list).EnumerateArray()).Select(static entry => entry.GetProperty("status").GetInt32()))
                    .Concat(errors.GetProperty("python_status_to_exception").EnumerateArray().Select(static entry => entry.GetProperty("status").GetString()!)
                        .Where(static status => status.StartsWith("==", StringComparison.Ordinal)).Select(static status => int.Parse(status[2..], CultureInfo.InvariantCulture)))
                    .Distinct().Order(),
            ];
        }

        public IReadOnlyList<string> Types { get; }

        /// <summary>Gets the detailed error codes, each with its HTTP status.</summary>
        public IReadOnlyList<(int Status, string Code)> Codes { get; }

        /// <summary>Gets every status for which there is any information.</summary>
        public IReadOnlyList<int> Statuses { get; }

        // Errors about memories have status 409 according to the API's reference. The list has no status for them.
        public int StatusOf(string type) => _statuses.TryGetProperty(type, out JsonElement status) ? status.GetInt32() : type.StartsWith("memory_", StringComparison.Ordinal) ? 409 : 500;

        /// <summary>Returns the total number of requests that the client sends if every response has this status.</summary>
        public int RequestsAfter(int status)
        {
            IEnumerable<string> retried = _retried.EnumerateArray().Select(static one => one.GetString()!);
            return retried.Any(one => one.StartsWith(">=", StringComparison.Ordinal) ? status >= int.Parse(one[2..], CultureInfo.InvariantCulture) : one == $"{status}") ? 3 : 1;
        }
    }
}
