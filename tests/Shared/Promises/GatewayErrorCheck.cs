using System.Text;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>
/// Checks that an error in the format of a gateway or a local server gives the API's exception with the reason of the error: as an event, or as a body with any
/// status, complete or truncated.
/// </summary>
internal static class GatewayErrorCheck
{
    private static readonly (string Json, string Reason, int Status)[] s_errors =
    [
        ("""{"error":"upstream died"}""", "upstream died", 500),
        ("""{"error":{"message":"Slow down","code":429}}""", "Slow down", 429),
        ("""{"error":{"message":"Slow down","type":"None","param":"None","code":"429"}}""", "Slow down", 429),
        ("""{"error":{"type":"overloaded_error","message":"Overloaded"}}""", "Overloaded", 529),
        ("""{"error":{"detail":"no route"}}""", "no route", 500),
        ("""{"error":[{"message":"first"},{"message":"second"}]}""", "first", 500),
        ("""{"detail":"Internal error"}""", "Internal error", 500),
        ("""{"detail":"Internal error","status":503}""", "Internal error", 503),
        ("""{"detail":[{"loc":["body"],"msg":"field required","input":"s3cret"}]}""", "field required", 500),
        ("""{"message":"Too busy","status":503}""", "Too busy", 503),
        ("""{"Message":"Denied","code":403}""", "Denied", 403),
        ("""{"code":"500","msg":"boom"}""", "boom", 500),
        ("""{"base_resp":{"status_code":1004,"status_msg":"login fail"}}""", "login fail", 500),
        ("""{"error":"Not Found","message":"no such model","status":404}""", "no such model", 404),
    ];

    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        foreach ((string json, string reason, int status) in s_errors)
        {
            foreach (string frame in (string[])["event: error\ndata: {0}\n\n", "data: {0}\n\n", "event: message\ndata: {0}\n\n", "event: error\ndata: {0}\n", "data: {0}"])
            {
                string body = frame.Replace("{0}", json, StringComparison.Ordinal);
                yield return ($"{body.ReplaceLineEndings("|")} ends the stream", () => Event_InOtherWords_EndsTheStreamWithItsReason(body, reason, status));
            }

            yield return ($"{json} as a whole body", () => Body_Under200_IsAnErrorOfEveryCall(json, reason, status));
            yield return ($"{json} under 400 and above", () => Body_OfAnError_ShowsTheReason(json, reason));
            yield return ($"[{json}] under 400 and above", () => Body_OfAnError_ShowsTheReason($"[{json}]", reason));
            yield return ($"{json} as an event under 502", () => Body_OfAnError_ShowsTheReason($"event: error\ndata: {json}\n\n", reason));
        }

        foreach (string cut in (string[])["""{"error":{"message":"upstr""", """{"error":"upstream di""", """{"message":"upstream di""", """{"type":"error","error":{"mess""", """{ "detail" : "upstr"""])
        {
            foreach (string frame in (string[])["event: error\ndata: {0}", "data: {0}", "data: {0}\n", "data: {0}\n\n", "{0}"])
            {
                string body = frame.Replace("{0}", cut, StringComparison.Ordinal);
                yield return ($"{body.ReplaceLineEndings("|")} is quoted", () => Error_CutOff_IsQuoted(body, cut));
            }
        }

        foreach (string text in (string[])["event: error\ndata: boom\n\n", "event: error\ndata: boom\n", "event: error\ndata: boom", "event: error\ndata: \"boom\"\n\n", "event: error\ndata: {\"type\":\"gateway_down\",\"message\":\"boom\"}\n\n"])
        {
            yield return ($"{text.ReplaceLineEndings("|")} is an error", () => Event_InOtherWords_EndsTheStreamWithItsReason(text, "boom", 500));
        }

        foreach (string json in (string[])[
            """{"message":"a note"}""",
            """{"type":"of_tomorrow","error":{"message":"x"}}""",
            """{"error":null}""",
            """{"status":200,"message":"ok"}""",
            """{"base_resp":{"status_code":0,"status_msg":""}}""",
        ])
        {
            yield return ($"{json} is no error", () => Event_ThatIsNoError_IsDelivered(json));
        }

        foreach (string json in (string[])["{}", """{"object":"chat.completion"}""", """{"code":200}""", """{"id":""}""", """{"content":"Hello"}"""])
        {
            yield return ($"{json} is no answer", () => Body_ThatIsNothingOfTheApi_IsRefusedByEveryCall(json));
        }

        foreach (string frame in (string[])["event: error\ndata: {0}\n\n", "data: {0}\n\n", "{0}"])
        {
            yield return ($"{frame.ReplaceLineEndings("|")} cut at every byte", () => Error_CutAtEveryByte_IsNeverAWholeMessage(frame));
        }

        yield return ("plain text in place of a stream is quoted", Text_InPlaceOfAStream_IsQuoted);
        yield return ("a secret in a quoted body is redacted", Quote_OfABodyWithTheKey_IsRedacted);
        yield return ("an error in place of the results of a batch", BatchResults_ThatAreAnError_AreThatError);
        yield return ("a long reason is cut, and its body too", Reason_ThatIsLong_IsCut);
    }

    private static async Task Event_InOtherWords_EndsTheStreamWithItsReason(string e, string reason, int status)
    {
        foreach (int readSize in (int[])[int.MaxValue, 1])
        {
            await using MessageStream stream = SseBody.Begin().TextStart().Text("Hel").Raw(e).Open(readSize: readSize);

            ClaudeApiException thrown = await Check.ThrowsAsync<ClaudeApiException>(() => stream.GetFinalMessageAsync().AsTask());

            Check.Equal(reason, thrown.Message);
            Check.Equal(status, thrown.Status);
            Check.Equal("Hel", thrown.Partial!.Text);
            Check.That(thrown.RawBody.Length > 0);
        }
    }

    private static async Task Error_CutOff_IsQuoted(string body, string cut)
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.FromText(body)), options => options.MaxRetries = 0);

        ClaudeApiException thrown = await client.FailAsync<ClaudeApiException>();

        Check.Contains(cut.Trim(), thrown.Message);
    }

    private static async Task Event_ThatIsNoError_IsDelivered(string json)
    {
        await using MessageStream stream = SseBody.Begin().Raw($"data: {json}\n\n").TextStart().Text("a").BlockStop().End().Open();
        int unknown = 0;
        await foreach (StreamEvent e in stream)
        {
            unknown += e.Type == StreamEventType.Unknown ? 1 : 0;
        }

        Check.Equal(1, unknown);
    }

    private static async Task Body_Under200_IsAnErrorOfEveryCall(string json, string reason, int status)
    {
        foreach ((string what, Func<ClaudeClient, Task> call) in Calls)
        {
            foreach (string contentType in (string[])["application/json", "text/event-stream", "text/plain"])
            {
                using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Answer(200, contentType, json).WithHeader("request-id", "req_1")), options => options.MaxRetries = 0);

                ClaudeApiException thrown = await Check.ThrowsAsync<ClaudeApiException>(() => call(client), what);

                Check.Equal(reason, thrown.Message, what);
                Check.Equal(status, thrown.Status, what);
                Check.Equal("req_1", thrown.RequestId, what);
            }
        }
    }

    private static async Task Body_OfAnError_ShowsTheReason(string body, string reason)
    {
        foreach (int status in (int[])[400, 404, 429, 500, 502])
        {
            using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Answer(status, "application/json", body)), options => options.MaxRetries = 0);

            ClaudeApiException thrown = await client.FailAsync<ClaudeApiException>();

            Check.Equal(reason, thrown.Message);
            Check.Equal(status, thrown.Status);
            Check.Equal(body, Encoding.UTF8.GetString(thrown.RawBody.Span));
        }
    }

    private static async Task Body_ThatIsNothingOfTheApi_IsRefusedByEveryCall(string json)
    {
        foreach ((string what, Func<ClaudeClient, Task> call) in Calls)
        {
            using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Json(json)), options => options.MaxRetries = 0);

            ClaudeTransportException thrown = await Check.ThrowsAsync<ClaudeTransportException>(() => call(client), what);

            Check.Equal(ClaudeTransportErrorKind.InvalidResponse, thrown.Kind, what);
            Check.Equal(!json.Contains("content", StringComparison.Ordinal), thrown.Message.Contains($"It begins: {json}", StringComparison.Ordinal), what);
            Check.Equal(json, Encoding.UTF8.GetString(thrown.RawData.Span), what);
        }
    }

    private static async Task Error_CutAtEveryByte_IsNeverAWholeMessage(string frame)
    {
        foreach ((string json, string reason, _) in s_errors)
        {
            string body = frame.Replace("{0}", json, StringComparison.Ordinal);
            int firstValue = body.IndexOf(':', body.IndexOf('{', StringComparison.Ordinal));
            for (int length = 0; length < body.Length; length++)
            {
                using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.FromText(body).CutAtByte(length)), options => options.MaxRetries = 0);

                ClaudeException e = await client.FailAsync<ClaudeException>();

                string cut = body[..length];
                bool isWhole = cut.Contains(json, StringComparison.Ordinal);
                bool isQuoted = length > firstValue && json.StartsWith("{\"error\"", StringComparison.Ordinal);
                Check.That(e is ClaudeApiException or ClaudeTransportException { Kind: ClaudeTransportErrorKind.ResponseEnded }, $"{cut}: {e}");
                Check.That(!isWhole || e.Message == reason, $"{cut}: {e}");
                Check.That(!isQuoted || isWhole || (e is ClaudeApiException && e.Message.Contains(cut[cut.IndexOf('{', StringComparison.Ordinal)..].TrimEnd(), StringComparison.Ordinal)), $"{cut}: {e}");
            }
        }
    }

    private static async Task Text_InPlaceOfAStream_IsQuoted()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.FromText($"upstream connect error, key {TestClient.Key}")));

        ClaudeTransportException thrown = await client.FailAsync<ClaudeTransportException>();

        Check.Equal(ClaudeTransportErrorKind.ResponseEnded, thrown.Kind);
        Check.Contains("It begins: upstream connect error, key [redacted]", thrown.Message);
        SecretCheck.VerifySilent(thrown);
    }

    private static async Task Quote_OfABodyWithTheKey_IsRedacted()
    {
        foreach (string body in (string[])[$$"""{"your_key":"{{TestClient.Key}}"}""", $$"""{"your_key":"{{TestClient.Key}}" nope"""])
        {
            using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Json(body)), options => options.MaxRetries = 0);

            ClaudeTransportException thrown = await Check.ThrowsAsync<ClaudeTransportException>(() => client.Messages.CreateAsync(TestClient.Hello));

            Check.Contains("""It begins: {"your_key":"[redacted]""", thrown.Message);
            SecretCheck.VerifySilent(thrown);
        }
    }

    private static async Task BatchResults_ThatAreAnError_AreThatError()
    {
        const string Batch = """{"id":"msgbatch_1","type":"message_batch","processing_status":"ended","request_counts":{"processing":0,"succeeded":1,"errored":0,"canceled":0,"expired":0}}""";
        var routes = new ScriptRoutes().Map("GET", "/v1/messages/batches/msgbatch_1", ResponseScript.Json(Batch))
            .Map("GET", "/v1/messages/batches/msgbatch_1/results", ResponseScript.JsonLines(["""{"type":"error","error":{"type":"not_found_error","message":"No results"}}"""]));
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(routes), options => options.MaxRetries = 0);

        ClaudeApiException thrown = await Check.ThrowsAsync<ClaudeApiException>(() => client.Messages.Batches.GetResultsAsync("msgbatch_1").ToListAsync().AsTask());

        Check.Equal("No results", thrown.Message);
        Check.Equal(404, thrown.Status);
    }

    private static async Task Reason_ThatIsLong_IsCut()
    {
        string e = $"data: {{\"error\":\"{new string('x', 200_000)}\"}}\n\n";

        ClaudeApiException thrown = await SseBody.Begin().Raw(e).ReadToFailureAsync<ClaudeApiException>();

        Check.InRange(thrown.Message.Length, 900, 1_100);
        Check.Equal(64 * 1024, thrown.RawBody.Length);
    }

    private static IEnumerable<(string What, Func<ClaudeClient, Task> Call)> Calls =>
    [
        ("stream", static client => client.AskAsync()),
        ("create", static client => client.Messages.CreateAsync(TestClient.Hello)),
        ("count", static client => client.Messages.CountTokensAsync(new CountTokensRequest { Model = "m", Messages = ["Hi"] })),
        ("model", static client => client.Models.GetAsync("m")),
        ("models", static client => client.Models.ListAsync().ToListAsync().AsTask()),
        ("batch", static client => client.Messages.Batches.CreateAsync([new MessageBatchRequest("a", TestClient.Hello)])),
        ("batch read", static client => client.Messages.Batches.GetAsync("b")),
        ("batches", static client => client.Messages.Batches.ListAsync().ToListAsync().AsTask()),
        ("cancel", static client => client.Messages.Batches.CancelAsync("b")),
        ("delete", static client => client.Messages.Batches.DeleteAsync("b")),
    ];
}
