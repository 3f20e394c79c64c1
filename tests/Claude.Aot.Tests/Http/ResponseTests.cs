using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Http;

public sealed class ResponseTests
{
    [Theory]
    [MemberData(nameof(TheoryRows.HttpVersions), MemberType = typeof(TheoryRows))]
    public async Task Response_BeforeTheFirstEventIsRead_IsThereAndStays(string version)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello
            .WithHeader("request-id", "req_1")
            .WithHeader("anthropic-ratelimit-requests-limit", "50")
            .WithHeader("anthropic-ratelimit-requests-remaining", "49")
            .WithHeader("anthropic-ratelimit-requests-reset", "2026-01-02T04:04:05+01:00")
            .WithHeader("anthropic-ratelimit-tokens-limit", "1000")
            .WithHeader("anthropic-ratelimit-input-tokens-remaining", "10")
            .WithHeader("anthropic-ratelimit-output-tokens-remaining", "many")
            .WithHeader("x-other", "1"));
        using ClaudeClient client = TestClient.Of(server, version);
        MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        AssertResponse();

        await stream.GetFinalMessageAsync().Promptly();
        AssertResponse();
        await stream.DisposeAsync();
        AssertResponse();

        void AssertResponse()
        {
            Assert.Equal(200, stream.Response!.Status);
            Assert.Equal("1", Assert.Single(stream.Response.Headers.GetValues("x-other")));
            Assert.Equal("text/event-stream", stream.Response.ContentHeaders.ContentType!.MediaType);
            Assert.Equal("req_1", stream.RequestId);
            Assert.Equal(new RateLimit(50, 49, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), stream.RateLimits.Requests);
            Assert.Equal(new RateLimit(1000, null, null), stream.RateLimits.Tokens);
            Assert.Equal(new RateLimit(null, 10, null), stream.RateLimits.InputTokens);
            Assert.False(stream.RateLimits.OutputTokens.IsPresent);
        }
    }

    [Fact]
    public async Task StreamAsync_CompletesWithTheFirstEvent()
    {
        var gate = new ScriptGate();
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello.StallAtByte(Scripts.Hello.OffsetAfter(events: 1) - 1, gate)));
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello);
        await gate.Reached.Promptly();
        Assert.False(asking.IsCompleted);

        gate.Release();

        await using MessageStream stream = await asking.Promptly();
        Assert.False(stream.Snapshot.IsPresent);
        Assert.Equal("Hello", await stream.GetFinalTextAsync());
    }

    [Fact]
    public async Task Stream_OfAHandler_HasNoIdWhereNoneWasSent()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello));
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);

        Assert.Null(stream.RequestId);
        Assert.Equal(RateLimits.None, stream.RateLimits);
    }

    [Fact]
    public async Task Diagnostics_OfACall_GoToItsOwnCallback()
    {
        List<ClaudeDiagnosticKind> ofClient = [], ofCall = [];
        using ClaudeClient client = TestClient.Of(
            new ScriptedHandler(Scripts.Hello.InDialect(GatewayDialect.NoEventNames | GatewayDialect.DoneMarker | GatewayDialect.CrLf | GatewayDialect.Comments | GatewayDialect.ByteOrderMark)),
            options => options.OnDiagnostic = diagnostic => ofClient.Add(diagnostic.Kind));

        Assert.Equal("Hello", await client.AskAsync(options: new RequestOptions { OnDiagnostic = diagnostic => ofCall.Add(diagnostic.Kind) }));

        Assert.Empty(ofClient);
        Assert.Superset(
            new HashSet<ClaudeDiagnosticKind> { ClaudeDiagnosticKind.MissingEventName, ClaudeDiagnosticKind.DoneMarker, ClaudeDiagnosticKind.CarriageReturn, ClaudeDiagnosticKind.Comment, ClaudeDiagnosticKind.ByteOrderMark },
            ofCall.ToHashSet());
    }

    [Fact]
    public async Task Limits_OfTheCall_ReplaceThoseOfTheClient()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello), options => options.MaxRetries = 0);

        ClaudeTransportException e = await client.FailAsync<ClaudeTransportException>(new RequestOptions { Limits = new StreamLimits { MaxLineBytes = 20 } });

        Assert.Equal(ClaudeTransportErrorKind.LimitExceeded, e.Kind);
    }
}
