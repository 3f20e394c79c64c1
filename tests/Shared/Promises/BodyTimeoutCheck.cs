using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks that headers, JSON bodies and error bodies have their own timeouts, no matter how slowly their bytes arrive.</summary>
internal sealed class BodyTimeoutCheck
{
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(1);

    private readonly ManualTime _time = new();
    private readonly ScriptGate _gate = new();

    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        foreach (int status in (int[])[400, 502, 200])
        {
            yield return ($"the body of an error that drips has its own limit, {status}", () => new BodyTimeoutCheck().ErrorBody_ThatDrips_IsCutAtItsLimit(status));
        }

        yield return ("cancellation while the body of an error is read is no timeout", () => new BodyTimeoutCheck().ErrorBody_Cancelled_IsTheCallersCancellation());
        yield return ("headers that do not come in time", () => new BodyTimeoutCheck().Headers_NotInTime_AreThatTimeout());
        yield return ("headers in time", () => new BodyTimeoutCheck().Headers_InTime_LimitNoBody());
        yield return ("a body of JSON that drips", () => new BodyTimeoutCheck().Body_ThatDrips_IsThatTimeout());
    }

    private async Task ErrorBody_ThatDrips_IsCutAtItsLimit(int status)
    {
        ScriptGate[] gates = [.. Enumerable.Range(0, 40).Select(static _ => new ScriptGate())];
        ResponseScript script = ResponseScript.Answer(status, "text/html", new string('x', 400));
        foreach ((int i, ScriptGate gate) in gates.Index())
        {
            script = script.StallAtByte(300 + i, gate);
        }

        using ClaudeClient client = Create(new ScriptedHandler(script), options => options.MaxRetries = 0);
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello);
        foreach (ScriptGate gate in gates.Take(29))
        {
            await gate.Reached.Promptly();
            _time.Advance(TimeSpan.FromSeconds(1));
            gate.Release();
        }

        await gates[29].Reached.Promptly();
        Check.That(!asking.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        ClaudeException e = await Check.ThrowsAsync<ClaudeException>(() => asking.Promptly());
        Check.Contains("It begins: xxx", e.Message);
        Check.Equal(329, status == 200 ? Check.Is<ClaudeTransportException>(e).RawData.Length : Check.Is<ClaudeApiException>(e).RawBody.Length);
    }

    private async Task ErrorBody_Cancelled_IsTheCallersCancellation()
    {
        using var source = new CancellationTokenSource();
        using ClaudeClient client = Create(new ScriptedHandler(ResponseScript.Answer(500, "text/html", "<html>").StallAtByte(3, _gate)));
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello, cancellationToken: source.Token);
        await _gate.Reached.Promptly();

        await source.CancelAsync();

        await Check.ThrowsAsync<ClaudeCanceledException>(() => asking.Promptly());
    }

    private async Task Headers_NotInTime_AreThatTimeout()
    {
        var handler = new ScriptedHandler(Scripts.Hello.HoldAt(_gate));
        using ClaudeClient client = Create(handler, options => options.Timeouts.Headers = TimeSpan.FromSeconds(20));
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello);
        await _gate.Reached.Promptly();
        _time.Advance(TimeSpan.FromSeconds(20) - s_moment);
        Check.That(!asking.IsCompleted);

        _time.Advance(s_moment);

        AssertTimeout(ClaudeTimeoutKind.Headers, TimeSpan.FromSeconds(20), await Check.ThrowsAsync<ClaudeTimeoutException>(() => asking.Promptly()));
        Check.Equal(ExchangeEnd.ClientLeft, await Check.Single(handler.Log.All).Ended.Promptly());
    }

    private async Task Headers_InTime_LimitNoBody()
    {
        using ClaudeClient client = Create(new ScriptedHandler(Scripts.Hello.StallAtByte(0, _gate)), options => options.Timeouts.Headers = TimeSpan.FromSeconds(20));
        Task<string> asking = client.AskAsync();
        await _gate.Reached.Promptly();

        _time.Advance(TimeSpan.FromSeconds(60));
        _gate.Release();

        Check.Equal("Hello", await asking.Promptly());
    }

    private async Task Body_ThatDrips_IsThatTimeout()
    {
        ScriptGate[] gates = [.. Enumerable.Range(0, 5).Select(static _ => new ScriptGate())];
        ResponseScript script = ResponseScript.Json("""{"id":"m","type":"model","display_name":"x"}""");
        foreach ((int i, ScriptGate gate) in gates.Index())
        {
            script = script.StallAtByte(10 + i, gate);
        }

        using ClaudeClient client = Create(new ScriptedHandler(script), options => options.MaxRetries = 0);
        Task<ModelInfo> asking = client.Models.GetAsync("m");
        foreach (ScriptGate gate in gates[..^1])
        {
            await gate.Reached.Promptly();
            _time.Advance(TimeSpan.FromMinutes(1));
            gate.Release();
        }

        await gates[^1].Reached.Promptly();
        _time.Advance(TimeSpan.FromMinutes(1) - s_moment);
        Check.That(!asking.IsCompleted);
        _time.Advance(s_moment);

        AssertTimeout(ClaudeTimeoutKind.Body, TimeSpan.FromMinutes(5), await Check.ThrowsAsync<ClaudeTimeoutException>(() => asking.Promptly()));
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
