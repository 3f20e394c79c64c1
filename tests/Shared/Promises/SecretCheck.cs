using System.Collections;
using System.Diagnostics.Metrics;
using System.Text;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>
/// Checks that no string of the library contains the key, whatever goes wrong, and that settings that would reveal it to others are rejected.
/// </summary>
internal static class SecretCheck
{
    private const string Secret = "s3cret";

    /// <summary>Gets responses of every kind that ends in an exception.</summary>
    public static IReadOnlyList<(string What, ResponseScript Answer)> Failures { get; } =
    [
        ("error", ResponseScript.Error(401, "authentication_error", "invalid x-api-key")),
        ("page", ResponseScript.Answer(502, "text/html", "<html>")),
        ("redirect", ResponseScript.Answer(302, null, "").WithHeader("Location", "https://other.example/")),
        ("no stream", ResponseScript.Answer(200, "text/html", "<html>")),
        ("cut", Scripts.Hello.CutAfter(events: 2)),
        ("broken", Scripts.Hello.AbortAfter(events: 2)),
        ("no answer", ResponseScript.Drop()),
        ("error event", new MessageScript().Error("api_error", "x").ToScript()),
        ("no JSON", new MessageScript().Event("content_block_delta", "nonsense").ToScript()),
        ("key in an error", ResponseScript.Error(401, "authentication_error", $"invalid key {TestClient.Key}")),
        ("key in a type", ResponseScript.Error(400, TestClient.Key, "")),
        ("key in an id", ResponseScript.Error(400, "invalid_request_error", "x").WithHeader("request-id", TestClient.Key)),
        ("key in a code", ResponseScript.Answer(400, "application/json", $$$$"""{"error":{"message":"x","details":{"error_code":"{{{{TestClient.Key}}}}"}}}""")),
        ("key where a message is cut", ResponseScript.Error(400, "invalid_request_error", $"{new string('x', 990)}{TestClient.Key}")),
        ("key in an error under 200", ResponseScript.Error(200, "authentication_error", $"invalid key {TestClient.Key}")),
        ("key in a page", ResponseScript.Answer(502, "text/html", $"<html>{TestClient.Key}, again {TestClient.Key}")),
        ("key where a page is cut", ResponseScript.Answer(502, "text/html", $"{new string('x', 190)}{TestClient.Key}")),
        ("key in a page under 200", ResponseScript.Answer(200, "text/html", $"<html>{TestClient.Key}")),
        ("key in a content type", ResponseScript.Answer(200, $"text/{TestClient.Key}", "x")),
        ("key in a first event", ResponseScript.FromText($$$"""data: {"type":"error","error":{"type":"api_error","message":"{{{TestClient.Key}}}"}}""" + "\n\n")),
        ("key in an error event", new MessageScript().Text("Hel").Error("authentication_error", $"invalid key {TestClient.Key}").ToScript()),
        ("key in an error event that is no JSON", new MessageScript().Text("Hel").Event("error", $"invalid key {TestClient.Key}").ToScript()),
        ("key where an error event is cut", new MessageScript().Error("api_error", $"{new string('x', 990)}{TestClient.Key}").ToScript()),
    ];

    private static readonly (string What, Func<ClaudeClient, Task> Call)[] s_calls =
    [
        ("create", static client => client.Messages.CreateAsync(TestClient.Hello)),
        ("count", static client => client.Messages.CountTokensAsync(new CountTokensRequest { Model = "m", Messages = ["Hi"] })),
        ("model", static client => client.Models.GetAsync("m")),
        ("models", static client => client.Models.ListAsync().ToListAsync().AsTask()),
        ("batch", static client => client.Messages.Batches.CreateAsync([new MessageBatchRequest("a", TestClient.Hello)])),
        ("batch read", static client => client.Messages.Batches.GetAsync("b")),
        ("batches", static client => client.Messages.Batches.ListAsync().ToListAsync().AsTask()),
        ("results", static client => client.Messages.Batches.GetResultsAsync("b").ToListAsync().AsTask()),
        ("cancel", static client => client.Messages.Batches.CancelAsync("b")),
        ("delete", static client => client.Messages.Batches.DeleteAsync("b")),
    ];

    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        foreach ((string what, ResponseScript answer) in Failures)
        {
            foreach (string version in (string[])[ClaudeApiVersion.V20230601, ClaudeApiVersion.V20261021])
            {
                yield return ($"{what} with {version} does not show the key", async () => VerifySilent(await FailAsync(answer, version)));
            }
        }

        foreach ((string place, string value) in ((string, string)[])[
            ("ApiKey", "sk-ant-other-0123456789"),
            ("AuthToken", "oauth-0123456789"),
            ("Proxy-Authorization", "Basic dXNlcjpwYXNzd29yZA=="),
            ("Cookie", "a=b; session=0123456789abcdef"),
            ("X-Gateway-Key", "gateway-0123456789"),
            ("cf-aig-authorization", "Bearer gateway-0123456789"),
        ])
        {
            foreach (bool isOfCall in (bool[])[false, true])
            {
                yield return ($"{place} of the {(isOfCall ? "call" : "client")} is not repeated", () => Secret_OfAnyPlace_IsNotRepeated(place, value, isOfCall));
            }
        }

        foreach ((string shown, string expected) in Forms)
        {
            yield return ($"'{shown}' is shown as '{expected}'", () => Secret_InAnotherForm_IsNotRepeated(shown, expected));
        }

        foreach (string alphabet in (string[])["+/", "-_"])
        {
            for (int before = 0; before < 4; before++)
            {
                int length = before;
                yield return ($"Base64 with {alphabet} behind {before} bytes", () => Secret_InBase64_IsNotRepeated(alphabet, length));
            }
        }

        yield return ("a password in a Basic header", Password_OfABasicHeader_IsNotRepeated);
        yield return ("a key in the query of the base URL", Key_InTheQueryOfTheBaseUrl_IsNotRepeated);
        yield return ("the user and password of an address", UserInfo_OfAnAddress_IsNotRepeated);
        yield return ("a header that is no secret is repeated", Header_ThatIsNoSecret_IsRepeated);
        foreach ((string what, Func<ClaudeClient, Task> call) in s_calls)
        {
            yield return ($"{what} does not repeat the key", () => Call_OfAnyEndpoint_DoesNotRepeatTheKey(call));
        }

        yield return ("an error behind a resumption does not repeat the key", Error_AfterAResumption_DoesNotRepeatTheKey);
        yield return ("metrics of failures do not show the key", Metrics_OfFailures_DoNotShowTheKey);
        yield return ("objects that know the key do not show it", Objects_ThatKnowTheKey_DoNotShowIt);
        yield return ("a timeout and a cancellation do not show the key", Timeout_AndCancellation_DoNotShowTheKey);
        foreach (string url in (string[])["http://api.anthropic.com", "http://192.168.0.7:8080", "http://localhost.example", "ftp://localhost", "file:///etc/passwd", $"https://user:{Secret}@gateway.example"])
        {
            yield return ($"{url} is refused", () => BaseUrl_ThatWouldShowTheKey_IsRefused(url));
        }

        string[] keys = [$"sk-ant-{Secret}\n", $"sk-ant-{Secret}\r\nx-evil: 1", $"sk-ant\0-{Secret}", $"sk-ant {Secret}", $"sk-ant-{Secret}\u200B", ""];
        foreach ((int number, string key) in keys.Index())
        {
            yield return ($"key {number} that is none is refused, not shown", () => Key_ThatIsNone_IsRefusedAndNotShown(key));
        }

        yield return ("a key and a token are refused", KeyAndToken_AreRefused);
    }

    /// <summary>Sends a request with a key, and returns the resulting exception.</summary>
    public static async Task<Exception> FailAsync(ResponseScript answer, string version)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(answer);
        List<string> diagnostics = [];
        using ClaudeClient client = TestClient.Of(server, options =>
        {
            options.ApiVersion = version;
            options.OnDiagnostic = diagnostic => diagnostics.Add(diagnostic.ToString());
        });

        Exception e = await client.FailAsync<Exception>();

        Check.That(server.Log.All[^1].Headers.Any(header => header.Value.Contains(TestClient.Key, StringComparison.Ordinal)), "The key was not sent.");
        Check.DoesNotContain(TestClient.Key, string.Concat(diagnostics));
        return e;
    }

    private static async Task Error_AfterAResumption_DoesNotRepeatTheKey()
    {
        ResponseScript rest = new MessageScript().Text("lo").Error("authentication_error", $"invalid key {TestClient.Key}").ToScript();
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello.AbortAfter(Scripts.EventsUntilHel), rest), options => options.MaxResumptions = 1);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);

        ClaudeApiException e = await Check.ThrowsAsync<ClaudeApiException>(() => stream.GetFinalMessageAsync().AsTask());

        Check.Equal(1, stream.Resumptions.Count);
        Check.Equal("invalid key [redacted]", e.Message);
        VerifySilent(e);
    }

    private static async Task Secret_OfAnyPlace_IsNotRepeated(string place, string value, bool isOfCall)
    {
        string secret = value.Split(' ', 2)[^1].Split("session=")[^1];
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Error(400, "invalid_request_error", $"Do not send {secret} (nor {value}) in a header")), options =>
        {
            options.ApiKey = place == "AuthToken" ? null : place == "ApiKey" ? value : TestClient.Key;
            options.AuthToken = place == "AuthToken" ? value : null;
            if (place.Contains('-', StringComparison.Ordinal) || place == "Cookie")
            {
                options.Headers[place] = isOfCall ? "replaced" : value;
            }
        });
        var call = new RequestOptions { Headers = isOfCall && client.Connection.Options.Headers.ContainsKey(place) ? new Dictionary<string, string> { [place] = value } : [] };

        ClaudeApiException e = await client.FailAsync<ClaudeApiException>(call);

        Check.Equal("Do not send [redacted] (nor [redacted]) in a header", e.Message);
        VerifySilent(e, secret);
    }

    /// <summary>Gets the forms in which a server may repeat the key <see cref="TestClient.Key"/>, and the text that is shown for each.</summary>
    private static IEnumerable<(string Shown, string Expected)> Forms =>
    [
        ("bad key sk-ant-t...", "bad key [redacted]..."),
        ("bad key sk-ant-test-01234", "bad key [redacted]"),
        ("bad key ...0123456789", "bad key ...[redacted]"),
        ("bad key ...test-012...", "bad key ...[redacted]..."),
        ("bad key sk-ant-...", "bad key sk-ant-..."),
        ("BAD KEY SK-ANT-TEST-0123456789!", "BAD KEY [redacted]!"),
        ("Sk-Ant-Test-01 and sK-aNT-tEST-0123456789", "[redacted] and [redacted]"),
        ("sk-ant-test-0123456789sk-ant-test-0123456789", "[redacted][redacted]"),
        ("sk-ant-test-0123456789-and-more", "[redacted]-and-more"),
    ];

    private static async Task Secret_InAnotherForm_IsNotRepeated(string shown, string expected)
    {
        foreach (ResponseScript answer in (ResponseScript[])[ResponseScript.Error(401, "authentication_error", shown), new MessageScript().Text("Hel").Error("authentication_error", shown).ToScript()])
        {
            using ClaudeClient client = TestClient.Of(new ScriptedHandler(answer));

            ClaudeApiException e = await client.FailAsync<ClaudeApiException>();

            Check.Equal(expected, e.Message);
            Check.Contains(expected, Encoding.UTF8.GetString(e.RawBody.Span));
        }
    }

    private static async Task Secret_InBase64_IsNotRepeated(string alphabet, int before)
    {
        string encoded = Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('~', before) + TestClient.Key + "~~~?")).Replace('+', alphabet[0]).Replace('/', alphabet[1]);
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Error(401, "authentication_error", $"bad {encoded}")));

        ClaudeApiException e = await client.FailAsync<ClaudeApiException>();

        // At most those characters remain that also depend on the text next to the key.
        string[] rest = e.Message.Split("[redacted]");
        Check.Equal(2, rest.Length);
        Check.InRange(rest[0].Length - "bad ".Length, 0, 6);
        Check.InRange(rest[1].Length, 0, 9);
    }

    private static async Task Password_OfABasicHeader_IsNotRepeated()
    {
        const string Password = "correct-horse";
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Error(401, "authentication_error", $"{Password} is wrong")), options =>
            options.Headers["Proxy-Authorization"] = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"user:{Password}")));

        Check.Equal("[redacted] is wrong", (await client.FailAsync<ClaudeApiException>()).Message);
    }

    private static async Task Key_InTheQueryOfTheBaseUrl_IsNotRepeated()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Error(401, "authentication_error", "subscription-9876543210 is wrong for tenant-abcdefgh")), options =>
            options.BaseUrl = new Uri("https://gateway.example/?subscription-key=subscription-9876543210&name=tenant-abcdefgh"));

        Check.Equal("[redacted] is wrong for tenant-abcdefgh", (await client.FailAsync<ClaudeApiException>()).Message);
    }

    private static async Task UserInfo_OfAnAddress_IsNotRepeated()
    {
        using ClaudeClient client = TestClient.Of(new FailingHandler(new HttpRequestException(
            "The proxy 'http://user:pass@proxy.example:8080/' refused", new IOException("https://user@a.example and http://b.example/x@y"))));

        ClaudeTransportException e = await client.FailAsync<ClaudeTransportException>();

        Check.Equal("The proxy 'http://[redacted]@proxy.example:8080/' refused", e.InnerException!.Message);
        Check.Equal("https://[redacted]@a.example and http://b.example/x@y", e.InnerException.InnerException!.Message);
        Check.DoesNotContain("user", e.ToString());
    }

    private sealed class FailingHandler(Exception failure) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromException<HttpResponseMessage>(failure);
    }

    private static async Task Header_ThatIsNoSecret_IsRepeated()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Error(400, "invalid_request_error", "Not for tenant-9876543210, short")), options =>
        {
            options.Headers["X-Tenant"] = "tenant-9876543210";
            options.Headers["X-Token"] = "short";
        });

        Check.Equal("Not for tenant-9876543210, short", (await client.FailAsync<ClaudeApiException>()).Message);
    }

    private static async Task Call_OfAnyEndpoint_DoesNotRepeatTheKey(Func<ClaudeClient, Task> call)
    {
        foreach (ResponseScript answer in (ResponseScript[])[
            ResponseScript.Error(401, "authentication_error", $"invalid key {TestClient.Key}"),
            ResponseScript.Error(200, "authentication_error", $"invalid key {TestClient.Key}"),
            ResponseScript.Json($$$"""{"type":"error","error":{"type":"authentication_error","message":"{{{TestClient.Key}}}"}}"""),
            ResponseScript.Answer(503, "text/html", $"<html>{TestClient.Key}"),
            ResponseScript.Answer(200, "text/html", $"<html>{TestClient.Key}"),
        ])
        {
            using ClaudeClient client = TestClient.Of(new ScriptedHandler(answer), options => options.MaxRetries = 0);

            ClaudeException e = await Check.ThrowsAsync<ClaudeException>(() => call(client));

            Check.Contains("[redacted]", e.Message);
            VerifySilent(e);
        }
    }

    private static async Task Metrics_OfFailures_DoNotShowTheKey()
    {
        List<string> tags = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == ClaudeTelemetry.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, named, _) =>
        {
            lock (tags)
            {
                tags.AddRange(named.ToArray().Select(tag => $"{instrument.Name} {tag.Key} {tag.Value}"));
            }
        });
        listener.Start();
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Error(500, TestClient.Key, TestClient.Key).WithHeader("request-id", TestClient.Key)));

        await client.FailAsync<ClaudeApiException>();

        lock (tags)
        {
            Check.That(tags.Count > 0);
            Check.DoesNotContain(TestClient.Key, string.Join('\n', tags));
        }
    }

    private static async Task Objects_ThatKnowTheKey_DoNotShowIt()
    {
        var options = new ClaudeClientOptions { ApiKey = TestClient.Key, HttpHandler = new ScriptedHandler(Scripts.Hello) };
        using var client = new ClaudeClient(options);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);

        object[] all = [options, client, client.Messages, client.Connection.Credentials, client.Connection.Endpoint, stream, stream.Response!, stream.Response!.Headers, stream.Response.ContentHeaders, stream.RateLimits];

        foreach (object known in all)
        {
            Check.DoesNotContain(TestClient.Key, known.ToString(), known.GetType().Name);
        }
    }

    private static async Task Timeout_AndCancellation_DoNotShowTheKey()
    {
        var time = new ManualTime();
        var gate = new ScriptGate();
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello.HoldAt(gate)), options => options.TimeProvider = time);
        Task<ClaudeTimeoutException> failing = client.FailAsync<ClaudeTimeoutException>();
        await gate.Reached.Promptly();
        time.Advance(TimeSpan.FromMinutes(10));

        VerifySilent(await failing.Promptly());
        VerifySilent(await Check.ThrowsAsync<ClaudeCanceledException>(() => client.Messages.StreamAsync(TestClient.Hello, cancellationToken: new CancellationToken(canceled: true))));
    }

    private static Task BaseUrl_ThatWouldShowTheKey_IsRefused(string url)
    {
        ClaudeConfigurationException byOption = Check.Throws<ClaudeConfigurationException>(() => TestClient.Of(new Uri(url)));
        ClaudeConfigurationException byEnvironment = Check.Throws<ClaudeConfigurationException>(() => TestClient.Of(new ScriptedHandler(Scripts.Hello), options => options.UseVariables(Variable("ANTHROPIC_BASE_URL", url))));
        foreach (ClaudeConfigurationException e in (ClaudeConfigurationException[])[byOption, byEnvironment])
        {
            Check.DoesNotContain(Secret, e.ToString());
            VerifySilent(e);
        }
        return Task.CompletedTask;
    }

    private static Task Key_ThatIsNone_IsRefusedAndNotShown(string key)
    {
        foreach (ClaudeClientOptions options in (ClaudeClientOptions[])[new() { ApiKey = key }, new() { AuthToken = key }, new() { ReadVariable = Variable("ANTHROPIC_API_KEY", key) }])
        {
            ClaudeConfigurationException e = Check.Throws<ClaudeConfigurationException>(() =>
            {
                options.Validate();
                return null;
            });
            Check.DoesNotContain(Secret, e.ToString());
        }
        return Task.CompletedTask;
    }

    private static Task KeyAndToken_AreRefused()
    {
        ClaudeConfigurationException e = Check.Throws<ClaudeConfigurationException>(() => new ClaudeClient(new ClaudeClientOptions { ApiKey = "k3y", AuthToken = "t0ken" }));

        Check.DoesNotContain("k3y", e.ToString());
        Check.DoesNotContain("t0ken", e.ToString());
        return Task.CompletedTask;
    }

    private static Func<string, string?> Variable(string name, string value) => asked => asked == name ? value : null;

    /// <summary>Returns a secret unchanged, and in the form in which .NET writes bytes that are not valid HTTP framing.</summary>
    public static string[] FormsOf(string secret) => [secret, BitConverter.ToString(Encoding.ASCII.GetBytes(secret))];

    /// <summary>Verifies that the exception does not even show a part of the secret that identifies it.</summary>
    public static void VerifySilent(Exception exception, string secret = TestClient.Key)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            string?[] texts =
            [
                e.ToString(), e.Message, .. e.Data.Cast<DictionaryEntry>().Select(static entry => $"{entry.Key} {entry.Value}"),
                .. e is ClaudeException claude ? (string?[])[claude.Partial?.ToJson()] : [],
                .. e is ClaudeApiException api ? (string?[])[Encoding.UTF8.GetString(api.RawBody.Span), api.ErrorType.Value, api.RequestId, api.ErrorCode, $"{api.RateLimits}"] : [],
                .. e is ClaudeTransportException stream ? (string?[])[Encoding.UTF8.GetString(stream.RawData.Span)] : [],
            ];
            foreach (string? text in texts)
            {
                foreach (string form in FormsOf(secret[..^8]))
                {
                    Check.DoesNotContain(form, text, e.GetType().Name);
                }
            }
        }
    }
}
