using System.Net.Sockets;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks that transient failures before the first event are retried with the same bytes, and that nothing is retried after it.</summary>
internal static class RetryCheck
{
    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        foreach (int status in (int[])[408, 409, 429, 500, 502, 503, 504, 529, 599])
        {
            yield return ($"{status} is tried again with the same bytes", () => Status_ThatMayPass_IsTriedAgainWithTheSameBytes(status));
        }

        foreach (int status in (int[])[400, 401, 402, 403, 404, 413, 422, 308])
        {
            yield return ($"{status} is not tried again", () => Status_ThatWillNotPass_IsNotTriedAgain(status));
        }

        foreach ((int status, string value, int requests) in ((int, string, int)[])[(400, "true", 3), (529, "false", 1), (529, "maybe", 3)])
        {
            yield return ($"x-should-retry {value} goes before {status}", () => Header_XShouldRetry_GoesBeforeTheStatus(status, value, requests));
        }

        foreach ((string what, ResponseScript failure) in BeforeTheFirstEvent)
        {
            yield return ($"{what} before the first event is tried again", () => Failure_BeforeTheFirstEvent_IsTriedAgain(what, failure));
        }

        yield return ("an error event that will not pass is not tried again", ErrorEvent_ThatWillNotPass_IsNotTriedAgain);

        foreach ((string what, ResponseScript failure) in AfterTheFirstEvent)
        {
            yield return ($"{what} after the first event is the reader's", () => Failure_AfterTheFirstEvent_IsTheReaders(what, failure));
        }

        foreach ((int ofClient, int? ofCall, int requests) in ((int, int?, int)[])[(0, null, 1), (4, null, 5), (4, 0, 1), (0, 1, 2), (2, null, 3)])
        {
            yield return ($"{ofClient} retries of the client and {ofCall} of the call", () => MaxRetries_OfClientAndCall_Limit(ofClient, ofCall, requests));
        }

        yield return ("each retry is reported", Retry_IsReportedEachTime);
        yield return ("a refused connection is tried again", Connection_Refused_IsTriedAgainUntilThereIsAServer);
        yield return ("a connection refused to the end is a transport error", Connection_RefusedToTheEnd_IsATransportError);

        foreach (string version in Scripts.HttpVersions)
        {
            yield return ($"HTTP/{version} closed without an answer is tried again", () => Connection_ClosedWithoutAnAnswer_IsTriedAgain(version));
        }
    }

    private static async Task Status_ThatMayPass_IsTriedAgainWithTheSameBytes(int status)
    {
        var handler = new ScriptedHandler(ResponseScript.Error(status, "api_error", "x"), ResponseScript.Answer(status, "text/html", "<html>"), Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);

        Check.Equal("Hello", await client.AskAsync());

        Check.Equal(3, handler.Log.All.Count);
        foreach (Exchange sent in handler.Log.All)
        {
            Check.SequenceEqual(handler.Log.All[0].Body.ToArray(), sent.Body.ToArray());
            Check.SequenceEqual(handler.Log.All[0].Headers.OrderBy(header => header.Key), sent.Headers.OrderBy(header => header.Key));
        }
    }

    private static async Task Status_ThatWillNotPass_IsNotTriedAgain(int status)
    {
        var handler = new ScriptedHandler(ResponseScript.Error(status, "invalid_request_error", "x"));
        using ClaudeClient client = TestClient.Of(handler);

        Check.Equal(status, (await client.FailAsync<ClaudeApiException>()).Status);

        Check.Single(handler.Log.All);
    }

    private static async Task Header_XShouldRetry_GoesBeforeTheStatus(int status, string value, int requests)
    {
        var handler = new ScriptedHandler(ResponseScript.Error(status, "api_error", "x").WithHeader("x-should-retry", value));
        using ClaudeClient client = TestClient.Of(handler);

        await client.FailAsync<ClaudeApiException>();

        Check.Equal(requests, handler.Log.All.Count);
    }

    private static (string, ResponseScript)[] BeforeTheFirstEvent =>
    [
        ("no answer", ResponseScript.Drop()),
        ("empty body", Scripts.Hello.CutAtByte(0)),
        ("half an event", Scripts.Hello.CutAtByte(40)),
        ("closed before the body", Scripts.Hello.CloseAtByte(0)),
        ("broken before the body", Scripts.Hello.AbortAtByte(0)),
        ("broken in the first event", Scripts.Hello.AbortAtByte(40)),
        ("an error event", ResponseScript.FromText("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"x\"}}\n\n")),
        ("an error event after a ping", ResponseScript.FromText("event: ping\ndata: {\"type\":\"ping\"}\n\nevent: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"x\"}}\n\n")),
        ("an error under 200", ResponseScript.Error(200, "overloaded_error", "x")),
    ];

    private static async Task Failure_BeforeTheFirstEvent_IsTriedAgain(string what, ResponseScript failure)
    {
        var handler = new ScriptedHandler(failure, failure, Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);

        Check.Equal("Hello", await client.AskAsync());
        Check.That(handler.Log.All.Count == 3, what);
    }

    private static async Task ErrorEvent_ThatWillNotPass_IsNotTriedAgain()
    {
        var handler = new ScriptedHandler(ResponseScript.FromText("data: {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"x\"}}\n\n"));
        using ClaudeClient client = TestClient.Of(handler);

        Check.Equal(400, (await client.FailAsync<ClaudeApiException>()).Status);

        Check.Single(handler.Log.All);
    }

    private static (string, ResponseScript)[] AfterTheFirstEvent =>
    [
        ("cut", Scripts.Hello.CutAfter(events: 1)),
        ("closed", Scripts.Hello.CloseAfter(events: 1)),
        ("broken", Scripts.Hello.AbortAfter(events: 1)),
        ("error", new MessageScript().Error("overloaded_error", "x").ToScript()),
    ];

    private static async Task Failure_AfterTheFirstEvent_IsTheReaders(string what, ResponseScript failure)
    {
        var handler = new ScriptedHandler(failure);
        using ClaudeClient client = TestClient.Of(handler);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);

        ClaudeException e = await Check.ThrowsAsync<ClaudeException>(() => stream.GetFinalMessageAsync().AsTask());

        Check.Equal("msg_scripted", e.Partial!.Id);
        Check.That(handler.Log.All.Count == 1, what);
    }

    private static async Task MaxRetries_OfClientAndCall_Limit(int ofClient, int? ofCall, int requests)
    {
        var handler = new ScriptedHandler(Scripts.Overloaded);
        using ClaudeClient client = TestClient.Of(handler, options => options.MaxRetries = ofClient);

        ClaudeApiException e = await client.FailAsync<ClaudeApiException>(new RequestOptions { MaxRetries = ofCall });

        Check.Equal(529, e.Status);
        Check.Equal(requests, handler.Log.All.Count);
    }

    private static async Task Retry_IsReportedEachTime()
    {
        List<ClaudeDiagnosticKind> seen = [];
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Overloaded, Scripts.Overloaded, Scripts.Hello), options => options.OnDiagnostic = d => seen.Add(d.Kind));

        await client.AskAsync();

        Check.SequenceEqual([ClaudeDiagnosticKind.Retry, ClaudeDiagnosticKind.Retry], seen);
    }

    private static async Task Connection_Refused_IsTriedAgainUntilThereIsAServer()
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

        Check.Equal("Hello", await asking.Promptly());
    }

    private static async Task Connection_RefusedToTheEnd_IsATransportError()
    {
        var time = new ManualTime();
        using ClaudeClient client = TestClient.Of(new Uri($"http://127.0.0.1:{FreePort.Take()}"), options => options.TimeProvider = time);

        ClaudeTransportException e = await client.FailAsync<ClaudeTransportException>();

        Check.Equal(ClaudeTransportErrorKind.ConnectionError, e.Kind);
        Check.Equal(SocketError.ConnectionRefused, Check.Is<SocketException>(e.GetBaseException()).SocketErrorCode);
        Check.That(e.Partial is null);
        Check.Equal(0, time.TimerCount);
    }

    private static async Task Connection_ClosedWithoutAnAnswer_IsTriedAgain(string version)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(ResponseScript.Drop(), Scripts.Hello.AbortAtByte(0), Scripts.Hello);
        using ClaudeClient client = TestClient.Of(server, version);

        Check.Equal("Hello", await client.AskAsync());

        Check.SequenceEqual([ExchangeEnd.Aborted, ExchangeEnd.Aborted, ExchangeEnd.Completed], await Task.WhenAll(server.Log.All.Select(exchange => exchange.Ended)));
        foreach (Exchange sent in server.Log.All)
        {
            Check.SequenceEqual(server.Log.All[0].Body.ToArray(), sent.Body.ToArray());
        }
    }
}
