using System.Collections.Concurrent;
using Claude.Aot.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Claude.Aot.Extensions.Tests.DependencyInjection;

/// <summary>The log: what is in it, and that no secret and no text of a user or the model is.</summary>
public sealed class LogTests
{
    private const string Category = "Claude.Aot.ClaudeClient";

    [Fact]
    public async Task Retry_IsLoggedWithItsStatusAndDelay()
    {
        using var log = new LogRecorder();
        using IHost host = Start(
            log, options => options.MaxRetryDelay = TimeSpan.Zero, ResponseScript.Error(529, "overloaded_error", "s3cret"), ResponseScript.Drop(), TestHost.HelloScript);

        await host.Services.GetRequiredService<ClaudeClient>().AskAsync();

        Assert.Equal(
            [
                "Warning 1 Retry Claude.Aot: the request failed (overloaded_error, status 529). Retry 1 follows in 0 ms.",
                "Warning 1 Retry Claude.Aot: the request failed (ConnectionError, status 0). Retry 2 follows in 0 ms.",
            ],
            log.Of(Category));
        Assert.Contains(log.All, entry => entry.Contains("[Status, 529]", StringComparison.Ordinal) && entry.Contains("[Attempt, 1]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Resumption_AndDeviations_AreLogged()
    {
        using var log = new LogRecorder();
        List<ClaudeDiagnosticKind> seen = [];
        using IHost host = Start(
            log,
            options => (options.MaxResumptions, options.OnDiagnostic) = (1, diagnostic => seen.Add(diagnostic.Kind)),
            ResponseScript.FromText(": comment\n\n" + TestHost.HelloText).CutAfter(events: 4),
            TestHost.HelloScript);

        await host.Services.GetRequiredService<ClaudeClient>().AskAsync();

        Assert.Equal(
            [
                "Information 4 Deviation Claude.Aot: a stream deviates from what the API sends (Comment, at event 0).",
                "Warning 2 Resumed Claude.Aot: the stream was interrupted after event 3 (ResponseEnded, status 0) and is resumed.",
            ],
            log.Of(Category));
        Assert.Equal([ClaudeDiagnosticKind.Comment, ClaudeDiagnosticKind.Resumed], seen);
    }

    [Fact]
    public async Task Stall_OfAKeyedClient_IsLoggedWithItsName()
    {
        using var log = new LogRecorder();
        using var handler = new ScriptedHandler(TestHost.HelloScript.StallAfter(events: 3));
        HostApplicationBuilder builder = TestHost.CreateBuilder();
        builder.Logging.AddProvider(log);
        builder.Services.AddKeyedClaudeClient("b", options =>
        {
            options.ApiKey = "key";
            options.HttpHandler = handler;
            options.Timeouts.Idle = TimeSpan.FromMilliseconds(1);
        });
        using IHost host = builder.Build();

        await Assert.ThrowsAsync<ClaudeTimeoutException>(() => host.Services.GetRequiredKeyedService<ClaudeClient>("b").AskAsync());

        // It is reported by the timer, which may be later than the exception.
        Assert.Equal("Warning 3 Stalled Claude.Aot:b: a response received no data in time (Idle timeout).", await log.FirstAsync(Category));
    }

    [Fact]
    public async Task Log_AtTrace_HasNoSecretAndNoText()
    {
        const string Secret = "s3cret-0123456789";
        using var log = new LogRecorder();
        string body = TestHost.HelloText.Replace("Hel", $"answer-{Secret}", StringComparison.Ordinal);
        await using ReplayServer server = await ReplayServer.StartAsync(
            ResponseScript.Error(500, $"type-{Secret}", $"message-{Secret}").WithHeader("request-id", $"id-{Secret}"),
            ResponseScript.FromText(": comment\n\n" + body).WithHeader("x-reply", $"reply-{Secret}").CutAfter(events: 4),
            ResponseScript.FromText(body),
            ResponseScript.Error(401, "authentication_error", $"invalid key key-{Secret}"));
        HostApplicationBuilder builder = TestHost.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.Services.AddClaudeClient(options =>
        {
            options.ApiKey = $"key-{Secret}";
            options.BaseUrl = new Uri(server.Address, $"?subscription-key=query-{Secret}");
            options.Headers["x-gateway-token"] = $"header-{Secret}";
            options.MaxRetryDelay = TimeSpan.Zero;
            options.MaxResumptions = 1;
        });
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        ClaudeClient client = host.Services.GetRequiredService<ClaudeClient>();
        MessageRequest request = TestHost.Hello with { Messages = [$"prompt-{Secret}"], System = $"system-{Secret}" };

        await using (MessageStream stream = await client.Messages.StreamAsync(request, cancellationToken: TestContext.Current.CancellationToken))
        {
            Assert.Contains(Secret, await stream.GetFinalTextAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<ClaudeApiException>(() => client.Messages.StreamAsync(request, new RequestOptions { AuthToken = $"token-{Secret}" }));

        Assert.Equal(3, log.Of(Category).Length);
        Assert.Contains(log.All, entry => entry.StartsWith("Trace", StringComparison.Ordinal));
        Assert.DoesNotContain(log.All, entry => entry.Contains(Secret, StringComparison.Ordinal));
    }

    private static IHost Start(LogRecorder log, Action<ClaudeClientOptions> configure, params ResponseScript[] scripts)
    {
        HostApplicationBuilder builder = TestHost.CreateBuilder();
        builder.Logging.AddProvider(log);
        builder.Services.AddClaudeClient(options =>
        {
            options.ApiKey = "key";
            options.HttpHandler = new ScriptedHandler(scripts);
            configure(options);
        });
        return builder.Build();
    }

    /// <summary>Records each entry as it would be written, and its values.</summary>
    private sealed class LogRecorder : ILoggerProvider
    {
        private readonly ConcurrentQueue<(string Category, string Text, string Values)> _entries = [];
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IEnumerable<string> All => _entries.Select(entry => $"{entry.Text} {entry.Values}");

        public string[] Of(string category) => [.. _entries.Where(entry => entry.Category == category).Select(entry => entry.Text)];

        public async Task<string> FirstAsync(string category)
        {
            await _first.Task.WaitAsync(TestContext.Current.CancellationToken);
            return Of(category)[0];
        }

        public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName);

        public void Dispose()
        {
        }

        private sealed class Recorder(LogRecorder log, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull
            {
                log._entries.Enqueue((category, $"Scope {state}", ""));
                return null;
            }

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                string values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : "";
                log._entries.Enqueue((category, $"{logLevel} {eventId.Id} {eventId.Name} {formatter(state, exception)}", $"{values} {exception}"));
                if (category == Category)
                {
                    log._first.TrySetResult();
                }
            }
        }
    }
}
