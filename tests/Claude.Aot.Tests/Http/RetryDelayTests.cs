using System.Globalization;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;

namespace Claude.Aot.Tests.Http;

public sealed class RetryDelayTests
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData("retry-after", "7", 7)]
    [InlineData("retry-after", "1.5", 1.5)]
    [InlineData("retry-after", "60", 60)]
    [InlineData("retry-after", "61", 60)]
    [InlineData("retry-after", "86400", 60)]
    [InlineData("retry-after-ms", "250", 0.25)]
    [InlineData("retry-after-ms", "90000", 60)]
    [InlineData("retry-after", "{now+20}", 20)]
    [InlineData("retry-after", "{now+3600}", 60)]
    public async Task Header_SaysHowLong_IsWaitedJustSoUpToTheCap(string name, string value, double seconds)
    {
        var handler = new ScriptedHandler(Scripts.Overloaded.WithHeader(name, Resolve(value)), Scripts.Hello);
        using ClaudeClient client = Create(handler);
        Task<string> asking = client.AskAsync();

        await _time.WhenDueInAsync(TimeSpan.FromSeconds(seconds));
        Assert.Single(handler.Log.All);
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal("Hello", await asking.Promptly());
    }

    [Theory]
    [InlineData("retry-after", "0")]
    [InlineData("retry-after", "-5")]
    [InlineData("retry-after-ms", "0")]
    [InlineData("retry-after", "{now-20}")]
    public async Task Header_SaysNow_IsNotWaitedFor(string name, string value)
    {
        using ClaudeClient client = Create(new ScriptedHandler(Scripts.Overloaded.WithHeader(name, Resolve(value)), Scripts.Hello));

        Assert.Equal("Hello", await client.AskAsync());
    }

    [Fact]
    public async Task Header_InMilliseconds_GoesBeforeSeconds()
    {
        using ClaudeClient client = Create(new ScriptedHandler(Scripts.Overloaded.WithHeader("retry-after", "7").WithHeader("retry-after-ms", "300"), Scripts.Hello));
        Task<string> asking = client.AskAsync();

        await _time.WhenDueInAsync(TimeSpan.FromMilliseconds(300));
        _time.Advance(TimeSpan.FromMilliseconds(300));

        Assert.Equal("Hello", await asking.Promptly());
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("")]
    public async Task Header_SaysNothing_IsBackedOffFrom(string value)
    {
        using ClaudeClient client = Create(new ScriptedHandler(Scripts.Overloaded.WithHeader("retry-after", value), Scripts.Hello));
        Task<string> asking = client.AskAsync();

        TimeSpan delay = await _time.WhenDueAsync(left => left < TimeSpan.FromSeconds(1));
        _time.Advance(delay);

        Assert.InRange(delay, TimeSpan.FromSeconds(0.375), TimeSpan.FromSeconds(0.5));
        Assert.Equal("Hello", await asking.Promptly());
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(4, 8)]
    [InlineData(5, 8)]
    [InlineData(1000, 8)]
    public void Backoff_Doubles_WithJitterUpToItsBound(int attempt, double seconds)
    {
        var failure = new ClaudeStreamException(ClaudeStreamErrorKind.Transport, "x");
        var cap = TimeSpan.FromSeconds(60);

        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.DelayAfter(failure, attempt, cap, random: 0));
        Assert.Equal(TimeSpan.FromSeconds(seconds * 0.75), RetryPolicy.DelayAfter(failure, attempt, cap, random: 1));
        Assert.Equal(TimeSpan.FromSeconds(0.1), RetryPolicy.DelayAfter(failure, attempt, TimeSpan.FromSeconds(0.1), random: 0));
    }

    [Fact]
    public void MaxRetryDelay_WithoutAnEnd_IsRefused()
    {
        var options = new ClaudeClientOptions();

        Assert.Throws<ArgumentOutOfRangeException>(() => options.MaxRetryDelay = Timeout.InfiniteTimeSpan);
        Assert.Equal(TimeSpan.FromSeconds(60), options.MaxRetryDelay);
    }

    [Fact]
    public async Task Delay_OfARetry_CanBeCancelled()
    {
        using var source = new CancellationTokenSource();
        using ClaudeClient client = Create(new ScriptedHandler(Scripts.Overloaded.WithHeader("retry-after", "7")));
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello, cancellationToken: source.Token);
        await _time.WhenDueInAsync(TimeSpan.FromSeconds(7));

        await source.CancelAsync();

        Assert.Equal(source.Token, (await Assert.ThrowsAsync<ClaudeCanceledException>(() => asking.Promptly())).CancellationToken);
    }

    private ClaudeClient Create(ScriptedHandler handler) => TestClient.Of(handler, options =>
    {
        options.TimeProvider = _time;
        options.MaxRetryDelay = TimeSpan.FromSeconds(60);
    });

    /// <summary>Turns <c>{now+20}</c> into a date in the form of HTTP.</summary>
    private string Resolve(string value) => value.StartsWith("{now", StringComparison.Ordinal)
        ? _time.GetUtcNow().AddSeconds(int.Parse(value[4..^1], CultureInfo.InvariantCulture)).ToString("R", CultureInfo.InvariantCulture)
        : value;
}
