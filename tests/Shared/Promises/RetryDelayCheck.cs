using System.Globalization;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks the delay before a retry: the delay that the API requests, up to a maximum, otherwise an exponential backoff.</summary>
internal sealed class RetryDelayCheck
{
    private readonly ManualTime _time = new();

    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        foreach ((string name, string value, double seconds) in ((string, string, double)[])[
            ("retry-after", "7", 7),
            ("retry-after", "1.5", 1.5),
            ("retry-after", "60", 60),
            ("retry-after-ms", "250", 0.25),
            ("retry-after", "{now+20}", 20),
        ])
        {
            yield return ($"{name} {value} is waited for up to the cap", () => new RetryDelayCheck().Header_SaysHowLong_IsWaitedJustSoUpToTheCap(name, value, seconds));
        }

        foreach ((string name, string value) in ((string, string)[])[
            ("retry-after", "0"),
            ("retry-after", "-5"),
            ("retry-after-ms", "0"),
            ("retry-after", "{now-20}"),
        ])
        {
            yield return ($"{name} {value} is backed off from", () => new RetryDelayCheck().Header_SaysNow_IsBackedOffFrom(name, value));
        }

        foreach ((string name, string value, double seconds) in ((string, string, double)[])[
            ("retry-after", "61", 61),
            ("retry-after", "86400", 86400),
            ("retry-after-ms", "90000", 90),
            ("retry-after", "{now+3600}", 3600),
        ])
        {
            yield return ($"{name} {value} is beyond the cap, and thrown at once", () => new RetryDelayCheck().Header_BeyondTheCap_IsThrownAtOnce(name, value, seconds));
        }

        yield return ("milliseconds go before seconds", () => new RetryDelayCheck().Header_InMilliseconds_GoesBeforeSeconds());

        foreach (string value in (string[])["soon", "NaN", "Infinity", ""])
        {
            yield return ($"retry-after '{value}' says nothing", () => new RetryDelayCheck().Header_SaysNothing_IsBackedOffFrom(value));
        }

        foreach ((int attempt, double seconds) in ((int, double)[])[(0, 0.5), (1, 1), (2, 2), (3, 4), (4, 8), (5, 8), (1000, 8)])
        {
            yield return ($"backoff {attempt} is {seconds} s, less jitter", () => Backoff_Doubles_WithJitterUpToItsBound(attempt, seconds));
        }

        yield return ("a longest delay without an end is refused", MaxRetryDelay_WithoutAnEnd_IsRefused);
        yield return ("a delay can be cancelled", () => new RetryDelayCheck().Delay_OfARetry_CanBeCancelled());
    }

    private async Task Header_SaysHowLong_IsWaitedJustSoUpToTheCap(string name, string value, double seconds)
    {
        var handler = new ScriptedHandler(Scripts.Overloaded.WithHeader(name, Resolve(value)), Scripts.Hello);
        using ClaudeClient client = Create(handler);
        Task<string> asking = client.AskAsync();

        await _time.WhenDueInAsync(TimeSpan.FromSeconds(seconds));
        Check.Single(handler.Log.All);
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Check.Equal("Hello", await asking.Promptly());
    }

    private Task Header_SaysNow_IsBackedOffFrom(string name, string value) => VerifyBackoffAsync(name, Resolve(value));

    private async Task Header_BeyondTheCap_IsThrownAtOnce(string name, string value, double seconds)
    {
        var handler = new ScriptedHandler(Scripts.Overloaded.WithHeader(name, Resolve(value)), Scripts.Hello);
        using ClaudeClient client = Create(handler);

        ClaudeApiException e = await client.FailAsync<ClaudeApiException>();

        Check.Equal(TimeSpan.FromSeconds(seconds), e.RetryAfter);
        Check.Single(handler.Log.All);
    }

    private async Task Header_InMilliseconds_GoesBeforeSeconds()
    {
        using ClaudeClient client = Create(new ScriptedHandler(Scripts.Overloaded.WithHeader("retry-after", "7").WithHeader("retry-after-ms", "300"), Scripts.Hello));
        Task<string> asking = client.AskAsync();

        await _time.WhenDueInAsync(TimeSpan.FromMilliseconds(300));
        _time.Advance(TimeSpan.FromMilliseconds(300));

        Check.Equal("Hello", await asking.Promptly());
    }

    private Task Header_SaysNothing_IsBackedOffFrom(string value) => VerifyBackoffAsync("retry-after", value);

    private async Task VerifyBackoffAsync(string name, string value)
    {
        using ClaudeClient client = Create(new ScriptedHandler(Scripts.Overloaded.WithHeader(name, value), Scripts.Hello));
        Task<string> asking = client.AskAsync();

        TimeSpan delay = await _time.WhenDueAsync(left => left < TimeSpan.FromSeconds(1));
        _time.Advance(delay);

        Check.InRange(delay, TimeSpan.FromSeconds(0.375), TimeSpan.FromSeconds(0.5));
        Check.Equal("Hello", await asking.Promptly());
    }

    private static Task Backoff_Doubles_WithJitterUpToItsBound(int attempt, double seconds)
    {
        var failure = new ClaudeTransportException(ClaudeTransportErrorKind.ConnectionError, "x");
        var cap = TimeSpan.FromSeconds(60);

        Check.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.DelayAfter(failure, attempt, cap, random: 0));
        Check.Equal(TimeSpan.FromSeconds(seconds * 0.75), RetryPolicy.DelayAfter(failure, attempt, cap, random: 1));
        Check.Equal(TimeSpan.FromSeconds(0.1), RetryPolicy.DelayAfter(failure, attempt, TimeSpan.FromSeconds(0.1), random: 0));
        return Task.CompletedTask;
    }

    private static Task MaxRetryDelay_WithoutAnEnd_IsRefused()
    {
        var options = new ClaudeClientOptions();

        ArgumentOutOfRangeException e = Check.Throws<ArgumentOutOfRangeException>(() => options.MaxRetryDelay = Timeout.InfiniteTimeSpan);

        Check.Contains("MaxRetryDelay", e.Message);
        Check.Equal(TimeSpan.FromSeconds(60), options.MaxRetryDelay);
        return Task.CompletedTask;
    }

    private async Task Delay_OfARetry_CanBeCancelled()
    {
        using var source = new CancellationTokenSource();
        using ClaudeClient client = Create(new ScriptedHandler(Scripts.Overloaded.WithHeader("retry-after", "7")));
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello, cancellationToken: source.Token);
        await _time.WhenDueInAsync(TimeSpan.FromSeconds(7));

        await source.CancelAsync();

        Check.Equal(source.Token, (await Check.ThrowsAsync<ClaudeCanceledException>(() => asking.Promptly())).CancellationToken);
    }

    private ClaudeClient Create(ScriptedHandler handler) => TestClient.Of(handler, options =>
    {
        options.TimeProvider = _time;
        options.MaxRetryDelay = TimeSpan.FromSeconds(60);
    });

    /// <summary>Replaces <c>{now+20}</c> with a date in HTTP format.</summary>
    private string Resolve(string value) => value.StartsWith("{now", StringComparison.Ordinal)
        ? _time.GetUtcNow().AddSeconds(int.Parse(value[4..^1], CultureInfo.InvariantCulture)).ToString("R", CultureInfo.InvariantCulture)
        : value;
}
