using System.Collections;
using System.Reflection;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;

namespace Claude.Aot.Tests.Http;

/// <summary>No string that the library can produce holds the key, whatever goes wrong.</summary>
public sealed class SecretTests
{
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

    private static void AssertSilent(Exception exception, string what)
    {
        Assert.False(exception.ToString().Contains(TestClient.Key, StringComparison.Ordinal), what);
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            Assert.All(e.Data.Cast<DictionaryEntry>(), entry => Assert.DoesNotContain(TestClient.Key, $"{entry.Key} {entry.Value}", StringComparison.Ordinal));
            foreach (PropertyInfo property in e.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0))
            {
                Assert.False($"{property.GetValue(e)}".Contains(TestClient.Key, StringComparison.Ordinal), $"{what}: {property.Name}");
            }
        }
    }
}
