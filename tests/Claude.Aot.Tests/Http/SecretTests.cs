using System.Collections;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Cli;
using Claude.Aot.Tests.Endpoints.Support;
using Claude.Aot.Tests.Http.Support;

namespace Claude.Aot.Tests.Http;

/// <summary>No string that the library can produce holds the key, whatever goes wrong.</summary>
public sealed class SecretTests
{
    private static readonly string s_long = new('x', 190);

    public static TheoryData<string, ResponseScript> Failures => new()
    {
        { "error", ResponseScript.Error(401, "authentication_error", "invalid x-api-key") },
        { "page", ResponseScript.Answer(502, "text/html", "<html>") },
        { "redirect", ResponseScript.Answer(302, null, "").WithHeader("Location", "https://other.example/") },
        { "no stream", ResponseScript.Answer(200, "text/html", "<html>") },
        { "cut", Scripts.Hello.CutAfter(events: 2) },
        { "broken", Scripts.Hello.AbortAfter(events: 2) },
        { "no answer", ResponseScript.Drop() },
        { "error event", new MessageScript().Error("api_error", "x").ToScript() },
        { "no JSON", new MessageScript().Event("content_block_delta", "nonsense").ToScript() },
        { "key in an error", ResponseScript.Error(401, "authentication_error", $"invalid key {TestClient.Key}") },
        { "key in a type", ResponseScript.Error(400, TestClient.Key, "") },
        { "key in an id", ResponseScript.Error(400, "invalid_request_error", "x").WithHeader("request-id", TestClient.Key) },
        { "key in a code", ResponseScript.Answer(400, "application/json", $$$$"""{"error":{"message":"x","details":{"error_code":"{{{{TestClient.Key}}}}"}}}""") },
        { "key where a message is cut", ResponseScript.Error(400, "invalid_request_error", $"{new string('x', 990)}{TestClient.Key}") },
        { "key in an error under 200", ResponseScript.Error(200, "authentication_error", $"invalid key {TestClient.Key}") },
        { "key in a page", ResponseScript.Answer(502, "text/html", $"<html>{TestClient.Key}, again {TestClient.Key}") },
        { "key where a page is cut", ResponseScript.Answer(502, "text/html", $"{s_long}{TestClient.Key}") },
        { "key in a page under 200", ResponseScript.Answer(200, "text/html", $"<html>{TestClient.Key}") },
        { "key in a content type", ResponseScript.Answer(200, $"text/{TestClient.Key}", "x") },
        { "key in a first event", ResponseScript.FromText($$$"""data: {"type":"error","error":{"type":"api_error","message":"{{{TestClient.Key}}}"}}""" + "\n\n") },
        { "key in an error event", new MessageScript().Text("Hel").Error("authentication_error", $"invalid key {TestClient.Key}").ToScript() },
        { "key in an error event that is no JSON", new MessageScript().Text("Hel").Event("error", $"invalid key {TestClient.Key}").ToScript() },
        { "key where an error event is cut", new MessageScript().Error("api_error", $"{new string('x', 990)}{TestClient.Key}").ToScript() },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task Failure_OfAnyKind_DoesNotShowTheKey(string what, ResponseScript failure)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(failure);
        foreach (string version in (string[])[ClaudeApiVersion.V20230601, ClaudeApiVersion.V20261021])
        {
            List<string> diagnostics = [];
            using ClaudeClient client = TestClient.Of(server, options =>
            {
                options.ApiVersion = version;
                options.OnDiagnostic = diagnostic => diagnostics.Add(diagnostic.ToString());
            });

            Exception e = await Assert.ThrowsAnyAsync<Exception>(() => client.AskAsync());

            Assert.True(server.Log.All[^1].Headers.Any(header => header.Value.Contains(TestClient.Key, StringComparison.Ordinal)), "The key was sent.");
            AssertSilent(e, what);
            Assert.DoesNotContain(TestClient.Key, string.Concat(diagnostics), StringComparison.Ordinal);
        }
    }

    public static TheoryData<string, string> Places => new()
    {
        { "ApiKey", "sk-ant-other-0123456789" },
        { "AuthToken", "oauth-0123456789" },
        { "Proxy-Authorization", "Basic dXNlcjpwYXNzd29yZA==" },
        { "Cookie", "a=b; session=0123456789abcdef" },
        { "X-Gateway-Key", "gateway-0123456789" },
        { "cf-aig-authorization", "Bearer gateway-0123456789" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Secret_OfAnyPlace_IsNotRepeated(string place, string value)
    {
        string secret = value.Split(' ', 2)[^1].Split("session=")[^1];
        foreach (bool isOfCall in (bool[])[false, true])
        {
            using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Error(400, "invalid_request_error", $"Do not send {secret} (nor {value}) in a header")), options =>
            {
                options.ApiKey = place == "AuthToken" ? null : place == "ApiKey" ? value : TestClient.Key;
                options.AuthToken = place == "AuthToken" ? value : null;
                if (place.Contains('-', StringComparison.Ordinal) || place == "Cookie")
                {
                    options.Headers[place] = isOfCall ? "replaced" : value;
                }
            });
            var call = new RequestOptions { Headers = isOfCall && client.Options.Headers.ContainsKey(place) ? new Dictionary<string, string> { [place] = value } : [] };

            ClaudeApiException e = await client.FailAsync<ClaudeApiException>(call);

            Assert.Equal("Do not send [redacted] (nor [redacted]) in a header", e.Message);
            AssertSilent(e, place, secret);
        }
    }

    [Fact]
    public async Task Header_ThatIsNoSecret_IsRepeated()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Error(400, "invalid_request_error", "Not for tenant-0123456789, short")), options =>
        {
            options.Headers["X-Tenant"] = "tenant-0123456789";
            options.Headers["X-Token"] = "short";
        });

        Assert.Equal("Not for tenant-0123456789, short", (await client.FailAsync<ClaudeApiException>()).Message);
    }

    public static TheoryData<string, Func<ClaudeClient, Task>> Calls => new()
    {
        { "create", client => client.Messages.CreateAsync(TestClient.Hello) },
        { "count", client => client.Messages.CountTokensAsync(new CountTokensRequest { Model = "m", Messages = ["Hi"] }) },
        { "model", client => client.Models.GetAsync("m") },
        { "models", client => client.Models.ListAsync().ToListAsync().AsTask() },
        { "batch", client => client.Messages.Batches.CreateAsync([Batches.Request("a")]) },
        { "batch read", client => client.Messages.Batches.GetAsync("b") },
        { "batches", client => client.Messages.Batches.ListAsync().ToListAsync().AsTask() },
        { "results", client => client.Messages.Batches.ResultsAsync("b").ToListAsync().AsTask() },
        { "cancel", client => client.Messages.Batches.CancelAsync("b") },
        { "delete", client => client.Messages.Batches.DeleteAsync("b") },
    };

    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public async Task Call_OfAnyEndpoint_DoesNotRepeatTheKey(string what, Func<ClaudeClient, Task> call)
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

            ClaudeException e = await Assert.ThrowsAnyAsync<ClaudeException>(() => call(client));

            Assert.Contains("[redacted]", e.Message, StringComparison.Ordinal);
            AssertSilent(e, what);
        }
    }

    [Fact]
    public async Task Results_PageInTheirPlace_DoesNotRepeatTheKey()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        string id = api.Add("a");
        api.ResultAnswers.Enqueue(ResponseScript.Answer(403, "text/html", $"<html>{TestClient.Key}"));
        using ClaudeClient client = TestClient.Of(api.Address, options => options.MaxRetries = 0);

        AssertSilent(await Assert.ThrowsAsync<ClaudeApiException>(() => client.Messages.Batches.ResultsAsync(id).ToListAsync().AsTask()), "results");
    }

    [Theory]
    [InlineData($"{TestClient.Key} 200 OK\r\n\r\n")]
    [InlineData($"HTTP/1.1 200 OK\r\n{TestClient.Key}\r\n\r\n")]
    public async Task Head_ThatIsNoHttp_DoesNotRepeatTheKey(string head)
    {
        using var server = new ByHandServer();
        using ClaudeClient client = TestClient.Of(server.Address, options => options.MaxRetries = 0);
        Task answering = server.AnswerAsync(head);

        ClaudeStreamException e = await client.FailAsync<ClaudeStreamException>();

        await answering.Promptly();
        AssertSilent(e, head);
        Assert.Contains("[redacted]", e.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_OfFailures_DoNotShowTheKey()
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
            Assert.NotEmpty(tags);
            Assert.DoesNotContain(tags, tag => tag.Contains(TestClient.Key, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("key in an error")]
    [InlineData("key in a page")]
    [InlineData("key in a page under 200")]
    [InlineData("key in an error event")]
    public async Task ConsoleApp_FailureThatRepeatsTheKey_DoesNotShowIt(string what)
    {
        ResponseScript failure = Failures.Single(row => row.Data.Item1 == what).Data.Item2;
        await using ReplayServer server = await ReplayServer.StartAsync(failure);
        using CliProcess process = CliProcess.StartWith([("ANTHROPIC_API_KEY", TestClient.Key)], "ask", "Hi", "--retries", "0", "--base-url", server.Address.AbsoluteUri);
        process.CloseInput();

        CliResult result = await process.FinishAsync();

        Assert.InRange(result.ExitCode, 3, 4);
        Assert.DoesNotContain(TestClient.Key, result.Error + result.Text, StringComparison.Ordinal);
        Assert.Contains("[redacted]", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_ThatKnowTheKey_DoNotShowIt()
    {
        var options = new ClaudeClientOptions { ApiKey = TestClient.Key, Handler = new ScriptedHandler(Scripts.Hello) };
        using var client = new ClaudeClient(options);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);

        object[] all = [options, client, client.Messages, client.Credentials, client.Endpoint, stream, stream.Response!, stream.Response!.Headers, stream.Response.ContentHeaders, stream.RateLimits];

        Assert.All(all, known => Assert.DoesNotContain(TestClient.Key, known.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Timeout_AndCancellation_DoNotShowTheKey()
    {
        var time = new ManualTime();
        var gate = new ScriptGate();
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello.HoldAt(gate)), options => options.TimeProvider = time);
        Task<ClaudeTimeoutException> failing = client.FailAsync<ClaudeTimeoutException>();
        await gate.Reached.Promptly();
        time.Advance(TimeSpan.FromMinutes(10));

        AssertSilent(await failing.Promptly(), "timeout");
        AssertSilent(
            await Assert.ThrowsAsync<ClaudeCanceledException>(() => client.Messages.StreamAsync(TestClient.Hello, cancellationToken: new CancellationToken(canceled: true))),
            "cancellation");
    }

    /// <summary>Not even a part of the secret that tells it from others is shown.</summary>
    private static void AssertSilent(Exception exception, string what, string secret = TestClient.Key)
    {
        string shown = secret[..^8];
        Assert.False(exception.ToString().Contains(shown, StringComparison.Ordinal), $"{what}: {exception}");
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            Assert.All(e.Data.Cast<DictionaryEntry>(), entry => Assert.DoesNotContain(shown, $"{entry.Key} {entry.Value}", StringComparison.Ordinal));
            Assert.DoesNotContain(shown, Encoding.UTF8.GetString(((e as ClaudeApiException)?.RawBody ?? default).Span), StringComparison.Ordinal);
            foreach (PropertyInfo property in e.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0))
            {
                Assert.False($"{property.GetValue(e)}".Contains(shown, StringComparison.Ordinal), $"{what}: {property.Name}");
            }
        }
    }
}
