using System.Collections;
using System.Text;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>No string that the library can produce holds the key, whatever goes wrong; and what would show it to others is refused.</summary>
internal static class SecretCheck
{
    private const string Secret = "s3cret";

    /// <summary>Answers of every kind that ends in an exception.</summary>
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

    /// <summary>Asks with a key that is sent, and gives what comes of it.</summary>
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

    private static async Task Objects_ThatKnowTheKey_DoNotShowIt()
    {
        var options = new ClaudeClientOptions { ApiKey = TestClient.Key, Handler = new ScriptedHandler(Scripts.Hello) };
        using var client = new ClaudeClient(options);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);

        object[] all = [options, client, client.Messages, client.Credentials, client.Endpoint, stream, stream.Response!, stream.Response!.Headers, stream.Response.ContentHeaders, stream.RateLimits];

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
        ArgumentException byOption = Check.Throws<ArgumentException>(() => TestClient.Of(new Uri(url)));
        ArgumentException byEnvironment = Check.Throws<ArgumentException>(() => TestClient.Of(new ScriptedHandler(Scripts.Hello), options => options.Environment = Variable("ANTHROPIC_BASE_URL", url)));
        foreach (ArgumentException e in (ArgumentException[])[byOption, byEnvironment])
        {
            Check.DoesNotContain(Secret, e.ToString());
            VerifySilent(e);
        }
        return Task.CompletedTask;
    }

    private static Task Key_ThatIsNone_IsRefusedAndNotShown(string key)
    {
        foreach (ClaudeClientOptions options in (ClaudeClientOptions[])[new() { ApiKey = key }, new() { AuthToken = key }, new() { Environment = Variable("ANTHROPIC_API_KEY", key) }])
        {
            Check.DoesNotContain(Secret, Check.Throws<ArgumentException>(() => new ClaudeClient(options)).ToString());
        }
        return Task.CompletedTask;
    }

    private static Task KeyAndToken_AreRefused()
    {
        ArgumentException e = Check.Throws<ArgumentException>(() => new ClaudeClient(new ClaudeClientOptions { ApiKey = "k3y", AuthToken = "t0ken" }));

        Check.DoesNotContain("k3y", e.ToString());
        Check.DoesNotContain("t0ken", e.ToString());
        return Task.CompletedTask;
    }

    private static Func<string, string?> Variable(string name, string value) => asked => asked == name ? value : null;

    private static void VerifySilent(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            string?[] texts =
            [
                e.ToString(), e.Message, .. e.Data.Cast<DictionaryEntry>().Select(static entry => $"{entry.Key} {entry.Value}"),
                .. e is ClaudeException claude ? (string?[])[claude.Partial?.ToJson()] : [],
                .. e is ClaudeApiException api ? (string?[])[Encoding.UTF8.GetString(api.RawBody.Span), api.RequestId, api.ErrorCode, $"{api.RateLimits}"] : [],
                .. e is ClaudeStreamException stream ? (string?[])[Encoding.UTF8.GetString(stream.RawData.Span)] : [],
            ];
            foreach (string? text in texts)
            {
                Check.DoesNotContain(TestClient.Key, text, e.GetType().Name);
            }
        }
    }
}
