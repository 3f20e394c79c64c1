using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Http;

/// <summary>A limit or timeout that cannot be is refused where it is set, by its name.</summary>
public sealed class OptionTests
{
    public static TheoryData<string, Action> Refused => new()
    {
        { nameof(StreamLimits.MaxLineBytes), static () => _ = new StreamLimits { MaxLineBytes = 0 } },
        { nameof(StreamLimits.MaxLineBytes), static () => _ = new StreamLimits { MaxLineBytes = int.MaxValue } },
        { nameof(StreamLimits.MaxEventBytes), static () => _ = new StreamLimits { MaxEventBytes = -1 } },
        { nameof(StreamLimits.MaxEventBytes), static () => _ = new StreamLimits { MaxEventBytes = int.MaxValue } },
        { nameof(StreamLimits.MaxMessageBytes), static () => _ = new StreamLimits { MaxMessageBytes = 0 } },
        { nameof(StreamLimits.MaxDepth), static () => _ = new StreamLimits { MaxDepth = 0 } },
        { nameof(StreamLimits.MaxDepth), static () => _ = new StreamLimits { MaxDepth = -1 } },
        { nameof(StreamLimits.MaxBlocks), static () => _ = new StreamLimits { MaxBlocks = 0 } },
        { nameof(SseReaderOptions.MaxLineBytes), static () => _ = new SseReaderOptions { MaxLineBytes = 0 } },
        { nameof(SseReaderOptions.MaxEventBytes), static () => _ = new SseReaderOptions { MaxEventBytes = int.MaxValue } },
        { nameof(MessageStreamOptions.Limits), static () => _ = new MessageStreamOptions { Limits = null! } },
        { nameof(ClaudeTimeouts.Connect), static () => new ClaudeTimeouts().Connect = TimeSpan.Zero },
        { nameof(ClaudeTimeouts.FirstEvent), static () => new ClaudeTimeouts().FirstEvent = TimeSpan.FromSeconds(-3) },
        { nameof(ClaudeTimeouts.Idle), static () => new ClaudeTimeouts().Idle = TimeSpan.MaxValue },
        { nameof(ClaudeTimeouts.Headers), static () => new ClaudeTimeouts().Headers = TimeSpan.Zero },
        { nameof(ClaudeTimeouts.Body), static () => new ClaudeTimeouts().Body = TimeSpan.Zero },
        { nameof(ClaudeTimeouts.ErrorBody), static () => new ClaudeTimeouts().ErrorBody = TimeSpan.Zero },
        { nameof(ClaudeTimeouts.Total), static () => new ClaudeTimeouts().Total = TimeSpan.MinValue },
        { nameof(ClaudeClientOptions.MaxRetries), static () => new ClaudeClientOptions().MaxRetries = -1 },
        { nameof(ClaudeClientOptions.MaxResumptions), static () => new ClaudeClientOptions().MaxResumptions = -1 },
        { nameof(ClaudeClientOptions.MaxRetryDelay), static () => new ClaudeClientOptions().MaxRetryDelay = TimeSpan.FromSeconds(-1) },
        { nameof(ClaudeClientOptions.Limits), static () => new ClaudeClientOptions().Limits = null! },
        { nameof(ClaudeClientOptions.ApiVersion), static () => new ClaudeClientOptions().ApiVersion = " " },
        { nameof(ClaudeClientOptions.HttpVersion), static () => new ClaudeClientOptions().HttpVersion = null! },
        { nameof(ClaudeClientOptions.TimeProvider), static () => new ClaudeClientOptions().TimeProvider = null! },
        { nameof(RequestOptions.MaxRetries), static () => _ = new RequestOptions { MaxRetries = -1 } },
        { nameof(RequestOptions.MaxResumptions), static () => _ = new RequestOptions { MaxResumptions = -1 } },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Option_ThatCannotBe_IsRefusedByItsName(string option, Action set)
    {
        ArgumentException e = Assert.ThrowsAny<ArgumentException>(set);

        Assert.Equal(option, e.ParamName);
        Assert.Contains(option, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Option_AtItsLeast_IsTaken()
    {
        _ = new StreamLimits { MaxLineBytes = 1, MaxEventBytes = 512 * 1024 * 1024, MaxMessageBytes = long.MaxValue, MaxDepth = int.MaxValue, MaxBlocks = 1 };
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello), options =>
        {
            options.MaxRetries = 0;
            options.MaxResumptions = 0;
            options.MaxRetryDelay = TimeSpan.Zero;
        });

        Assert.Equal("Hello", await client.AskAsync(options: new RequestOptions { MaxRetries = 0, MaxResumptions = null, Limits = new StreamLimits { MaxBlocks = 1 } }));
    }

    [Fact]
    public async Task Client_OptionsAreChangedLater_KeepsItsOwn()
    {
        using var handler = new ScriptedHandler(Scripts.Hello);
        ClaudeClientOptions? own = null;
        using ClaudeClient client = TestClient.Of(handler, options => own = options);

        own!.ApiKey = "another key";
        own.Headers["x-late"] = "late";
        own.Betas.Add("late");
        own.Limits.MaxBlocks = 1;
        own.Timeouts.Connect = TimeSpan.FromDays(1);
        await client.AskAsync();

        Exchange sent = handler.Log.All[^1];
        Assert.Equal(TestClient.Key, sent.Headers["x-api-key"]);
        Assert.False(sent.Headers.ContainsKey("x-late"));
        Assert.False(sent.Headers.ContainsKey("anthropic-beta"));
        Assert.Equal(10_000, client.Connection.Options.Limits.MaxBlocks);
        Assert.Equal(TimeSpan.FromSeconds(30), client.Connection.Options.Timeouts.Connect);
    }

    [Fact]
    public void Call_OneTimeoutOrLimit_LeavesTheOthersOfTheClient()
    {
        var client = new ClaudeClientOptions
        {
            Timeouts = { Connect = TimeSpan.FromSeconds(1), Idle = TimeSpan.FromSeconds(2), Total = TimeSpan.FromSeconds(3) },
            Limits = new StreamLimits { MaxBlocks = 5, MaxDepth = 6 },
        };
        var call = new RequestOptions { Timeouts = { Idle = TimeSpan.FromSeconds(20) }, Limits = { MaxDepth = 60 } };

        var settings = new RequestSettings(client, call, betas: []);

        Assert.Equal(TimeSpan.FromSeconds(1), settings.Timeouts.Connect);
        Assert.Equal(TimeSpan.FromSeconds(20), settings.Timeouts.Idle);
        Assert.Equal(TimeSpan.FromSeconds(3), settings.Timeouts.Total);
        Assert.Equal(TimeSpan.FromMinutes(10), settings.Timeouts.FirstEvent);
        Assert.Equal(5, settings.Limits.MaxBlocks);
        Assert.Equal(60, settings.Limits.MaxDepth);
        Assert.Equal(16 * 1024 * 1024, settings.Limits.MaxLineBytes);
    }

    [Fact]
    public void Call_OptionsAreChangedLater_KeepsItsOwn()
    {
        var call = new RequestOptions { Headers = { ["x-a"] = "1" }, ExtraBody = { ["a"] = RawJson.Parse("1") }, Betas = { "b" } };
        var settings = new RequestSettings(new ClaudeClientOptions(), call, betas: []);

        call.Headers["x-b"] = "2";
        call.ExtraBody["b"] = RawJson.Parse("2");
        call.Betas.Add("c");
        call.Timeouts.Idle = TimeSpan.FromSeconds(1);

        Assert.Equal(["x-a"], settings.Headers.Keys);
        Assert.Equal(["a"], settings.ExtraBody.Keys);
        Assert.Equal(["b"], settings.Betas);
        Assert.Equal(TimeSpan.FromMinutes(2), settings.Timeouts.Idle);
    }
}
