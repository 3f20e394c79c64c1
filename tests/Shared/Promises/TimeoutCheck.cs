using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks that each timeout ends a stream to the millisecond, and that the exception tells which timeout it was. No test sleeps.</summary>
internal sealed class TimeoutCheck
{
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(1);

    private readonly ManualTime _time = new();
    private readonly ScriptGate _gate = new();

    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        yield return ("the defaults are as stated", Timeouts_Defaults_AreAsStated);
        yield return ("the longest can be timed", Timeouts_Longest_CanBeTimed);

        foreach (string what in BeforeTheFirstEvent)
        {
            yield return ($"first event not in time, {what}", () => new TimeoutCheck().FirstEvent_NotInTime_IsThatTimeoutAndNotTriedAgain(what));
        }

        yield return ("first event of a retry has its time anew", () => new TimeoutCheck().FirstEvent_OfARetry_HasItsTimeAnew());
        yield return ("idle with the partial message", () => new TimeoutCheck().Idle_NothingArrives_IsThatTimeoutWithThePartialMessage());

        foreach ((string what, string bytes) in Activity)
        {
            yield return ($"idle starts anew with {what}", () => new TimeoutCheck().Idle_AnyByte_StartsItAnew(what, bytes));
        }

        yield return ("idle is not the caller's own time", () => new TimeoutCheck().Idle_TheCallersOwnTime_DoesNotCount());
        yield return ("idle holds after the caller's own time", () => new TimeoutCheck().Idle_AfterTheCallersOwnTime_StillHolds());
        yield return ("idle shorter than first event holds after it", () => new TimeoutCheck().Idle_ShorterThanFirstEvent_HoldsAfterIt());

        foreach ((string what, ResponseScript failure) in FirstFailures)
        {
            yield return ($"total across retries, {what}", () => new TimeoutCheck().Total_HoldsAcrossRetries(what, failure));
        }

        yield return ("total while reading, with the partial message", () => new TimeoutCheck().Total_WhileReading_IsThatTimeoutWithThePartialMessage());
        yield return ("total while nobody reads ends the request at once", () => new TimeoutCheck().Total_WhileNobodyReads_EndsTheRequestAtOnce());
        yield return ("total among buffered events ends the work", () => new TimeoutCheck().Total_AmongBufferedEvents_EndsTheWork());
        yield return ("total of a stream that ended does nothing", () => new TimeoutCheck().Total_OfAStreamThatEnded_DoesNothing());
        yield return ("those of the call replace the client's", () => new TimeoutCheck().Timeouts_OfTheCall_ReplaceThoseOfTheClient());
        yield return ("infinite ones never end anything", () => new TimeoutCheck().Timeouts_AllInfinite_NeverEndAnything());

        foreach (string version in Scripts.HttpVersions)
        {
            foreach (string where in (string[])["the headers", "the body"])
            {
                yield return ($"before {where}, behind our own handler, HTTP/{version}", () => new TimeoutCheck().FirstEvent_BehindOurOwnHandler_HoldsToo(version, where));
            }

            yield return ($"between events, behind our own handler, HTTP/{version}", () => new TimeoutCheck().Idle_BehindOurOwnHandler_HoldsToo(version));
        }
    }

    private static Task Timeouts_Defaults_AreAsStated()
    {
        var timeouts = new ClaudeTimeouts();

        Check.Equal(TimeSpan.FromSeconds(30), timeouts.Connect);
        Check.Equal(TimeSpan.FromMinutes(10), timeouts.FirstEvent);
        Check.Equal(TimeSpan.FromMinutes(2), timeouts.Idle);
        Check.Equal(Timeout.InfiniteTimeSpan, timeouts.Total);
        Check.Equal(Timeout.InfiniteTimeSpan, timeouts.Headers);
        Check.Equal(TimeSpan.FromMinutes(5), timeouts.Body);
        Check.Equal(TimeSpan.FromSeconds(30), timeouts.ErrorBody);
        Check.Throws<ArgumentOutOfRangeException>(() => timeouts.Idle = TimeSpan.Zero);
        Check.Throws<ArgumentOutOfRangeException>(() => timeouts.Total = TimeSpan.FromSeconds(-2));
        Check.Throws<ArgumentOutOfRangeException>(() => timeouts.Total = TimeSpan.MaxValue);
        Check.Throws<ArgumentOutOfRangeException>(() => timeouts.FirstEvent = TimeSpan.FromDays(49) + s_moment);
        return Task.CompletedTask;
    }

    private static async Task Timeouts_Longest_CanBeTimed()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello), options =>
        {
            options.TimeProvider = TimeProvider.System;
            options.Timeouts.FirstEvent = options.Timeouts.Idle = options.Timeouts.Total = TimeSpan.FromDays(49);
        });

        Check.Equal("Hello", await client.AskAsync());
    }

    private static IEnumerable<string> BeforeTheFirstEvent => ["no headers", "headers", "a ping", "half an event"];

    private async Task FirstEvent_NotInTime_IsThatTimeoutAndNotTriedAgain(string what)
    {
        ResponseScript script = what switch
        {
            "no headers" => Scripts.Hello.HoldAt(_gate),
            "headers" => Scripts.Hello.StallAtByte(0, _gate),
            "a ping" => ResponseScript.FromText("event: ping\ndata: {\"type\":\"ping\"}\n\n: c\n\n").StallAfter(events: 2, _gate),
            _ => Scripts.Hello.StallAtByte(40, _gate),
        };
        var handler = new ScriptedHandler(script);
        using ClaudeClient client = Create(handler);
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello);
        await _gate.Reached.Promptly();
        _time.Advance(TimeSpan.FromMinutes(10) - s_moment);
        Check.That(!asking.IsCompleted);

        _time.Advance(s_moment);

        AssertTimeout(ClaudeTimeoutKind.FirstEvent, TimeSpan.FromMinutes(10), await Check.ThrowsAsync<ClaudeTimeoutException>(() => asking.Promptly()));
        Check.Equal(ExchangeEnd.ClientLeft, await Check.Single(handler.Log.All).Ended.Promptly());
    }

    private async Task FirstEvent_OfARetry_HasItsTimeAnew()
    {
        using ClaudeClient client = Create(new ScriptedHandler(Scripts.Overloaded.HoldAt(_gate), Scripts.Hello), options => options.MaxRetryDelay = TimeSpan.FromMinutes(5));
        Task<string> asking = client.AskAsync();
        await _gate.Reached.Promptly();
        _time.Advance(TimeSpan.FromMinutes(9));
        _gate.Release();
        _time.Advance(await _time.WhenDueAsync(left => left <= TimeSpan.FromSeconds(1)));

        Check.Equal("Hello", await asking.Promptly());
    }

    private async Task Idle_NothingArrives_IsThatTimeoutWithThePartialMessage()
    {
        var handler = new ScriptedHandler(Scripts.Hello.StallAfter(Scripts.EventsUntilHel, _gate));
        using ClaudeClient client = Create(handler);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        Task<Message> reading = stream.GetFinalMessageAsync().AsTask();
        await _gate.Reached.Promptly();
        _time.Advance(TimeSpan.FromMinutes(2) - s_moment);
        Check.That(!reading.IsCompleted);

        _time.Advance(s_moment);

        ClaudeTimeoutException e = await Check.ThrowsAsync<ClaudeTimeoutException>(() => reading.Promptly());
        AssertTimeout(ClaudeTimeoutKind.Idle, TimeSpan.FromMinutes(2), e);
        Check.Equal("Hel", Check.Is<TextBlock>(Check.Single(e.Partial!.Content)).Text);
        Check.Equal(ExchangeEnd.ClientLeft, await handler.Log.All[0].Ended.Promptly());
    }

    private static (string, string)[] Activity =>
    [
        ("ping", "event: ping\ndata: {\"type\":\"ping\"}\n\n"),
        ("comment", ": keep-alive\n\n"),
        ("one byte of an event", "e"),
        ("an event", "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"\"}}\n\n"),
    ];

    private async Task Idle_AnyByte_StartsItAnew(string what, string bytes)
    {
        byte[] head = new MessageScript().Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":"Hel"}}""").ToScript().Body.ToArray();
        byte[] middle = System.Text.Encoding.UTF8.GetBytes(bytes);
        var later = new ScriptGate();
        using ClaudeClient client = Create(new ScriptedHandler(
            ResponseScript.FromBytes((byte[])[.. head, .. middle]).StallAtByte(head.Length, _gate).StallAtByte(head.Length + middle.Length, later)));
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        Task<Message> reading = stream.GetFinalMessageAsync().AsTask();
        await _gate.Reached.Promptly();
        _time.Advance(TimeSpan.FromSeconds(119));
        _gate.Release();
        await later.Reached.Promptly();

        _time.Advance(TimeSpan.FromSeconds(119));
        Check.That(!reading.IsCompleted, what);
        _time.Advance(TimeSpan.FromSeconds(1));

        Check.Equal(ClaudeTimeoutKind.Idle, (await Check.ThrowsAsync<ClaudeTimeoutException>(() => reading.Promptly())).Kind);
    }

    private async Task Idle_TheCallersOwnTime_DoesNotCount()
    {
        using ClaudeClient client = Create(new ScriptedHandler(Scripts.Hello.StallAfter(Scripts.EventsUntilHel, _gate)));
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        string text = "";
        _gate.Release();

        await foreach (string piece in stream.ReadTextAsync())
        {
            text += piece;
            _time.Advance(TimeSpan.FromHours(1));
        }

        Check.Equal("Hello", text);
    }

    private async Task Idle_AfterTheCallersOwnTime_StillHolds()
    {
        using ClaudeClient client = Create(new ScriptedHandler(Scripts.Hello.StallAfter(Scripts.EventsUntilHel, _gate)));
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        await foreach (string _ in stream.ReadTextAsync())
        {
            _time.Advance(TimeSpan.FromHours(1));
            break;
        }

        // This is a second stream of the same client. Its first wait begins late, and its timeout is measured from there.
        await using MessageStream second = await client.Messages.StreamAsync(TestClient.Hello);
        _time.Advance(TimeSpan.FromMinutes(1));
        Task<Message> reading = second.GetFinalMessageAsync().AsTask();
        await _time.WhenDueInAsync(TimeSpan.FromMinutes(2));
        _time.Advance(TimeSpan.FromMinutes(2) - s_moment);
        Check.That(!reading.IsCompleted);
        _time.Advance(s_moment);

        Check.Equal(ClaudeTimeoutKind.Idle, (await Check.ThrowsAsync<ClaudeTimeoutException>(() => reading.Promptly())).Kind);
    }

    private async Task Idle_ShorterThanFirstEvent_HoldsAfterIt()
    {
        using ClaudeClient client = Create(new ScriptedHandler(Scripts.Hello.StallAtByte(0, _gate).StallAfter(events: 1)));
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello);
        await _gate.Reached.Promptly();
        _time.Advance(TimeSpan.FromMinutes(9));
        _gate.Release();
        await using MessageStream stream = await asking.Promptly();
        Task<Message> reading = stream.GetFinalMessageAsync().AsTask();
        await _time.WhenDueInAsync(TimeSpan.FromMinutes(2));

        _time.Advance(TimeSpan.FromMinutes(2));

        Check.Equal(ClaudeTimeoutKind.Idle, (await Check.ThrowsAsync<ClaudeTimeoutException>(() => reading.Promptly())).Kind);
    }

    private static (string, ResponseScript)[] FirstFailures =>
    [
        ("status", Scripts.Overloaded.WithHeader("retry-after", "30")),
        ("error event", ResponseScript.FromText("data: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\n\n").WithHeader("retry-after", "30")),
    ];

    private async Task Total_HoldsAcrossRetries(string what, ResponseScript failure)
    {
        var handler = new ScriptedHandler(failure);
        using ClaudeClient client = Create(handler, options =>
        {
            options.MaxRetries = 9;
            options.Timeouts.Total = TimeSpan.FromSeconds(40);
        });
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello);
        await _time.WhenDueInAsync(TimeSpan.FromSeconds(30));
        _time.Advance(TimeSpan.FromSeconds(30));
        await _time.WhenDueInAsync(TimeSpan.FromSeconds(30));

        _time.Advance(TimeSpan.FromSeconds(10));

        AssertTimeout(ClaudeTimeoutKind.Total, TimeSpan.FromSeconds(40), await Check.ThrowsAsync<ClaudeTimeoutException>(() => asking.Promptly()));
        Check.That(handler.Log.All.Count == 2, what);
    }

    private async Task Total_WhileReading_IsThatTimeoutWithThePartialMessage()
    {
        var handler = new ScriptedHandler(ResponseScript.FromText("data: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\n\n"), Scripts.Hello.StallAfter(Scripts.EventsUntilHel, _gate));
        using ClaudeClient client = Create(handler, options =>
        {
            options.MaxRetryDelay = TimeSpan.Zero;
            options.Timeouts.Total = TimeSpan.FromSeconds(40);
        });
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello).Promptly();
        Task<Message> reading = stream.GetFinalMessageAsync().AsTask();
        await _gate.Reached.Promptly();

        _time.Advance(TimeSpan.FromSeconds(40));

        ClaudeTimeoutException e = await Check.ThrowsAsync<ClaudeTimeoutException>(() => reading.Promptly());
        AssertTimeout(ClaudeTimeoutKind.Total, TimeSpan.FromSeconds(40), e);
        Check.Equal("Hel", Check.Is<TextBlock>(Check.Single(e.Partial!.Content)).Text);
    }

    private async Task Total_WhileNobodyReads_EndsTheRequestAtOnce()
    {
        var handler = new ScriptedHandler(Scripts.Hello.StallAfter(Scripts.EventsUntilHel, _gate));
        using ClaudeClient client = Create(handler, options => options.Timeouts.Total = TimeSpan.FromSeconds(40));
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);

        _time.Advance(TimeSpan.FromSeconds(40));

        Check.Equal(ExchangeEnd.ClientLeft, await handler.Log.All[0].Ended.Promptly());
        Check.Equal(ClaudeTimeoutKind.Total, (await Check.ThrowsAsync<ClaudeTimeoutException>(() => stream.GetFinalMessageAsync().Promptly())).Kind);
    }

    private async Task Total_AmongBufferedEvents_EndsTheWork()
    {
        // All events are available at once, so nothing waits. The time advances at the event that deviates, and the event after it is read together with it.
        byte[] body = SseBody.Begin().TextStart().Text("Hel").BlockStop(7).Text("lo").Text(" there").BlockStop().End().ToArray();
        using ClaudeClient client = Create(new ScriptedHandler(ResponseScript.FromBytes(body)), options =>
        {
            options.Timeouts.Total = TimeSpan.FromMinutes(1);
            options.OnDiagnostic = _ => _time.Advance(TimeSpan.FromMinutes(1));
        });

        ClaudeTimeoutException e = await client.FailAsync<ClaudeTimeoutException>();

        AssertTimeout(ClaudeTimeoutKind.Total, TimeSpan.FromMinutes(1), e);
        Check.Equal("Hello", e.Partial?.Text);
    }

    private async Task Total_OfAStreamThatEnded_DoesNothing()
    {
        using ClaudeClient client = Create(new ScriptedHandler(Scripts.Hello), options => options.Timeouts.Total = TimeSpan.FromSeconds(40));
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        await stream.GetFinalMessageAsync();

        _time.Advance(TimeSpan.FromHours(1));

        Check.Equal("Hello", await stream.GetFinalTextAsync());
    }

    private async Task Timeouts_OfTheCall_ReplaceThoseOfTheClient()
    {
        using ClaudeClient client = Create(new ScriptedHandler(Scripts.Hello.HoldAt(_gate)));
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello, new RequestOptions { Timeouts = new ClaudeTimeouts { FirstEvent = TimeSpan.FromSeconds(5) } });
        await _gate.Reached.Promptly();

        _time.Advance(TimeSpan.FromSeconds(5));

        AssertTimeout(ClaudeTimeoutKind.FirstEvent, TimeSpan.FromSeconds(5), await Check.ThrowsAsync<ClaudeTimeoutException>(() => asking.Promptly()));
    }

    private async Task Timeouts_AllInfinite_NeverEndAnything()
    {
        using ClaudeClient client = Create(new ScriptedHandler(Scripts.Hello.HoldAt(_gate)), options =>
        {
            options.Timeouts.FirstEvent = Timeout.InfiniteTimeSpan;
            options.Timeouts.Idle = Timeout.InfiniteTimeSpan;
        });
        Task<string> asking = client.AskAsync();
        await _gate.Reached.Promptly();
        _time.Advance(TimeSpan.FromDays(30));
        _gate.Release();

        Check.Equal("Hello", await asking.Promptly());
    }

    private async Task FirstEvent_BehindOurOwnHandler_HoldsToo(string version, string where)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(where == "the headers" ? Scripts.Hello.HoldAt(_gate) : Scripts.Hello.StallAtByte(0, _gate));
        using ClaudeClient client = TestClient.Of(server, version, options => options.TimeProvider = _time);
        Task<string> asking = client.AskAsync();
        await _gate.Reached.Promptly();

        _time.Advance(TimeSpan.FromMinutes(10));

        AssertTimeout(ClaudeTimeoutKind.FirstEvent, TimeSpan.FromMinutes(10), await Check.ThrowsAsync<ClaudeTimeoutException>(() => asking.Promptly()));
        Check.Equal(ExchangeEnd.ClientLeft, await Check.Single(server.Log.All).Ended.Promptly());
    }

    private async Task Idle_BehindOurOwnHandler_HoldsToo(string version)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.StallAfter(Scripts.EventsUntilHel));
        using ClaudeClient client = TestClient.Of(server, version, options => options.TimeProvider = _time);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello).Promptly();
        await stream.ReadUntilHelAsync();

        // The timeout runs while the stream waits for data.
        Task<bool> waiting = stream.WaitToReadAsync().AsTask();
        _time.Advance(TimeSpan.FromMinutes(2));

        ClaudeTimeoutException e = await Check.ThrowsAsync<ClaudeTimeoutException>(() => waiting.Promptly());
        AssertTimeout(ClaudeTimeoutKind.Idle, TimeSpan.FromMinutes(2), e);
        Check.Equal("Hel", e.Partial?.Text);
        Check.Equal(ExchangeEnd.ClientLeft, await Check.Single(server.Log.All).Ended.Promptly());
    }

    private ClaudeClient Create(ScriptedHandler handler, Action<ClaudeClientOptions>? configure = null) => TestClient.Of(handler, options =>
    {
        options.TimeProvider = _time;
        options.MaxRetryDelay = TimeSpan.FromSeconds(60);
        configure?.Invoke(options);
    });

    private static void AssertTimeout(ClaudeTimeoutKind kind, TimeSpan limit, ClaudeTimeoutException e)
    {
        Check.Equal(kind, e.Kind);
        Check.Equal(limit, e.Limit);
    }
}
