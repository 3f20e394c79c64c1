using System.Net.Sockets;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Http;

public sealed class RetryTests
{
    [Theory]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(529)]
    [InlineData(599)]
    public async Task Status_ThatMayPass_IsTriedAgainWithTheSameBytes(int status)
    {
        var handler = new ScriptedHandler(ResponseScript.Error(status, "api_error", "x"), ResponseScript.Answer(status, "text/html", "<html>"), Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);

        Assert.Equal("Hello", await client.AskAsync());

        Assert.Equal(3, handler.Log.All.Count);
        Assert.All(handler.Log.All, sent =>
        {
            Assert.Equal(handler.Log.All[0].Body.ToArray(), sent.Body.ToArray());
            Assert.Equal(handler.Log.All[0].Headers.OrderBy(header => header.Key), sent.Headers.OrderBy(header => header.Key));
        });
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(422)]
    [InlineData(308)]
    public async Task Status_ThatWillNotPass_IsNotTriedAgain(int status)
    {
        var handler = new ScriptedHandler(ResponseScript.Error(status, "invalid_request_error", "x"));
        using ClaudeClient client = TestClient.Of(handler);

        Assert.Equal(status, (await client.FailAsync<ClaudeApiException>()).Status);

        Assert.Single(handler.Log.All);
    }

    [Theory]
    [InlineData(400, "true", 3)]
    [InlineData(529, "false", 1)]
    [InlineData(529, "maybe", 3)]
    public async Task Header_XShouldRetry_GoesBeforeTheStatus(int status, string value, int requests)
    {
        var handler = new ScriptedHandler(ResponseScript.Error(status, "api_error", "x").WithHeader("x-should-retry", value));
        using ClaudeClient client = TestClient.Of(handler);

        await client.FailAsync<ClaudeApiException>();

        Assert.Equal(requests, handler.Log.All.Count);
    }

    public static TheoryData<string, ResponseScript> BeforeTheFirstEvent => new()
    {
        { "no answer", ResponseScript.Drop() },
        { "empty body", Scripts.Hello.CutAtByte(0) },
        { "half an event", Scripts.Hello.CutAtByte(40) },
        { "closed before the body", Scripts.Hello.CloseAtByte(0) },
        { "broken before the body", Scripts.Hello.AbortAtByte(0) },
        { "broken in the first event", Scripts.Hello.AbortAtByte(40) },
        { "an error event", ResponseScript.FromText("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"x\"}}\n\n") },
        { "an error event after a ping", ResponseScript.FromText("event: ping\ndata: {\"type\":\"ping\"}\n\nevent: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"x\"}}\n\n") },
        { "an error under 200", ResponseScript.Error(200, "overloaded_error", "x") },
    };

    [Theory]
    [MemberData(nameof(BeforeTheFirstEvent), DisableDiscoveryEnumeration = true)]
    public async Task Failure_BeforeTheFirstEvent_IsTriedAgain(string what, ResponseScript failure)
    {
        var handler = new ScriptedHandler(failure, failure, Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);

        Assert.Equal("Hello", await client.AskAsync());
        Assert.True(handler.Log.All.Count == 3, what);
    }

    [Fact]
    public async Task ErrorEvent_ThatWillNotPass_IsNotTriedAgain()
    {
        var handler = new ScriptedHandler(ResponseScript.FromText("data: {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"x\"}}\n\n"));
        using ClaudeClient client = TestClient.Of(handler);

        Assert.Equal(400, (await client.FailAsync<ClaudeApiException>()).Status);

        Assert.Single(handler.Log.All);
    }

    public static TheoryData<string, ResponseScript> AfterTheFirstEvent => new()
    {
        { "cut", Scripts.Hello.CutAfter(events: 1) },
        { "closed", Scripts.Hello.CloseAfter(events: 1) },
        { "broken", Scripts.Hello.AbortAfter(events: 1) },
        { "error", new MessageScript().Error("overloaded_error", "x").ToScript() },
    };

    [Theory]
    [MemberData(nameof(AfterTheFirstEvent), DisableDiscoveryEnumeration = true)]
    public async Task Failure_AfterTheFirstEvent_IsTheReaders(string what, ResponseScript failure)
    {
        var handler = new ScriptedHandler(failure);
        using ClaudeClient client = TestClient.Of(handler);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);

        ClaudeException e = await Assert.ThrowsAnyAsync<ClaudeException>(() => stream.GetFinalMessageAsync().AsTask());

        Assert.Equal("msg_scripted", e.Partial!.Id);
        Assert.True(handler.Log.All.Count == 1, what);
    }

    [Theory]
    [InlineData(0, null, 1)]
    [InlineData(4, null, 5)]
    [InlineData(4, 0, 1)]
    [InlineData(0, 1, 2)]
    [InlineData(2, null, 3)]
    public async Task MaxRetries_OfClientAndCall_Limit(int ofClient, int? ofCall, int requests)
    {
        var handler = new ScriptedHandler(Scripts.Overloaded);
        using ClaudeClient client = TestClient.Of(handler, options => options.MaxRetries = ofClient);

        ClaudeApiException e = await client.FailAsync<ClaudeApiException>(new RequestOptions { MaxRetries = ofCall });

        Assert.Equal(529, e.Status);
        Assert.Equal(requests, handler.Log.All.Count);
    }

    [Fact]
    public async Task Retry_IsReportedEachTime()
    {
        List<ClaudeDiagnosticKind> seen = [];
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Overloaded, Scripts.Overloaded, Scripts.Hello), options => options.OnDiagnostic = d => seen.Add(d.Kind));

        await client.AskAsync();

        Assert.Equal([ClaudeDiagnosticKind.Retry, ClaudeDiagnosticKind.Retry], seen);
    }

    [Fact]
    public async Task Connection_Refused_IsTriedAgainUntilThereIsAServer()
    {
        int port = FreePort.Take();
        var time = new ManualTime();
        using ClaudeClient client = TestClient.Of(new Uri($"http://127.0.0.1:{port}"), options =>
        {
            options.TimeProvider = time;
            options.MaxRetryDelay = TimeSpan.FromSeconds(60);
        });
        Task<string> asking = client.AskAsync();
        TimeSpan delay = await time.WhenDueAsync(left => left <= TimeSpan.FromSeconds(1));

        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions { Port = port }, Scripts.Hello);
        time.Advance(delay);

        Assert.Equal("Hello", await asking.Promptly());
    }

    [Fact]
    public async Task Connection_RefusedToTheEnd_IsATransportError()
    {
        var time = new ManualTime();
        using ClaudeClient client = TestClient.Of(new Uri($"http://127.0.0.1:{FreePort.Take()}"), options => options.TimeProvider = time);

        ClaudeStreamException e = await client.FailAsync<ClaudeStreamException>();

        Assert.Equal(ClaudeStreamErrorKind.Transport, e.Kind);
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(e.GetBaseException()).SocketErrorCode);
        Assert.Null(e.Partial);
        Assert.Equal(0, time.TimerCount);
    }

    [Theory]
    [MemberData(nameof(Scripts.HttpVersions), MemberType = typeof(Scripts))]
    public async Task Connection_ClosedWithoutAnAnswer_IsTriedAgain(string version)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(ResponseScript.Drop(), Scripts.Hello.AbortAtByte(0), Scripts.Hello);
        using ClaudeClient client = TestClient.Of(server, version);

        Assert.Equal("Hello", await client.AskAsync());

        Assert.Equal([ExchangeEnd.Aborted, ExchangeEnd.Aborted, ExchangeEnd.Completed], await Task.WhenAll(server.Log.All.Select(exchange => exchange.Ended)));
        Assert.All(server.Log.All, sent => Assert.Equal(server.Log.All[0].Body.ToArray(), sent.Body.ToArray()));
    }
}
