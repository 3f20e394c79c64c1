using System.Diagnostics;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks that a span ends exactly once, with the right outcome, however its call ends.</summary>
internal static class SpanEndCheck
{
    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        yield return ("an error of the API", Error_OfTheApi);
        yield return ("an error event", Error_Event);
        yield return ("an error type that is not a name", Error_WithoutAName);
        yield return ("a cut stream", Cut_Stream);
        yield return ("a timeout", Timeout_Expired);
        yield return ("a cancellation before the response", Cancellation_BeforeTheResponse);
        yield return ("a cancellation while reading", Cancellation_WhileReading);
        yield return ("a break", Break_EndsTheSpanWithTheLoop);
        yield return ("a disposal without reading", Disposal_WithoutReading);
        yield return ("a disposal during a wait", Disposal_DuringAWait);
        yield return ("retries", Retries_AreEvents);
        yield return ("a resumption", Resumption_IsAnEvent);
    }

    private static async Task Error_OfTheApi()
    {
        using var telemetry = new TelemetryRecorder("error.telemetry.example");
        using ClaudeClient client = telemetry.ClientOf(
            new ScriptedHandler(ResponseScript.Error(404, "not_found_error", "secret").WithHeader("request-id", "req_404")));

        await client.FailAsync<ClaudeApiException>();
        await Check.ThrowsAsync<ClaudeApiException>(() => client.Messages.CreateAsync(TestClient.Hello));

        Check.Equal(2, telemetry.Spans.Count);
        foreach (Activity span in telemetry.Spans)
        {
            CheckFailed(span, "not_found_error");
            Check.Equal("req_404", span.GetTagItem("anthropic.request.id"));
        }

        Check.SequenceEqual(["not_found_error", "not_found_error"], telemetry.Metrics.Select(metric => metric.Tags["error.type"]));
        Check.DoesNotContain("secret", telemetry.AllText());
    }

    private static async Task Error_Event()
    {
        using var telemetry = new TelemetryRecorder("event.telemetry.example");
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(new MessageScript(inputTokens: 9).Text("Hel").Error("overloaded_error", "secret").ToScript()));

        await client.FailAsync<ClaudeApiException>();

        CheckFailed(Check.Single(telemetry.Spans), "overloaded_error");
        CheckUnfinished(telemetry, inputTokens: 9);
    }

    private static async Task Error_WithoutAName()
    {
        using var telemetry = new TelemetryRecorder("nameless.telemetry.example");
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(ResponseScript.Error(418, "Any text: 12345", "No")));

        await client.FailAsync<ClaudeApiException>();

        CheckFailed(Check.Single(telemetry.Spans), "418");
    }

    private static async Task Cut_Stream()
    {
        using var telemetry = new TelemetryRecorder("cut.telemetry.example");
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(Scripts.Hello.CutAfter(Scripts.EventsUntilHel)));

        await client.FailAsync<ClaudeTransportException>();

        CheckFailed(Check.Single(telemetry.Spans), "response_ended");
        CheckUnfinished(telemetry, inputTokens: 10);
    }

    private static async Task Timeout_Expired()
    {
        using var telemetry = new TelemetryRecorder("timeout.telemetry.example");
        var time = new ManualTime();
        var gate = new ScriptGate();
        using ClaudeClient client = telemetry.ClientOf(
            new ScriptedHandler(Scripts.Hello.StallAfter(Scripts.EventsUntilHel, gate)), options => options.TimeProvider = time);
        Task<string> asking = client.AskAsync();
        await gate.Reached.Promptly();
        time.Advance(TimeSpan.FromMinutes(10));
        await Check.ThrowsAsync<ClaudeTimeoutException>(() => asking.Promptly());

        CheckFailed(Check.Single(telemetry.Spans), "timeout_idle");
    }

    private static async Task Cancellation_BeforeTheResponse()
    {
        using var telemetry = new TelemetryRecorder("early.telemetry.example");
        var gate = new ScriptGate();
        using var cancellation = new CancellationTokenSource();
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(Scripts.Hello.HoldAt(gate)));
        Task asking = client.Messages.StreamAsync(TestClient.Hello, cancellationToken: cancellation.Token);
        await gate.Reached.Promptly();
        await cancellation.CancelAsync();
        await Check.ThrowsAsync<ClaudeCanceledException>(() => asking.Promptly());

        CheckStopped(Check.Single(telemetry.Spans), "canceled");
        Check.That(!Check.Single(telemetry.Metrics).Tags.ContainsKey("error.type"));
    }

    private static async Task Cancellation_WhileReading()
    {
        using var telemetry = new TelemetryRecorder("late.telemetry.example");
        using var cancellation = new CancellationTokenSource();
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(Scripts.Hello.StallAfter(Scripts.EventsUntilHel)));
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello, cancellationToken: cancellation.Token);
        await stream.ReadUntilHelAsync();
        ValueTask<bool> waiting = stream.WaitToReadAsync();
        await cancellation.CancelAsync();
        await Check.ThrowsAsync<ClaudeCanceledException>(() => waiting.AsTask().Promptly());

        CheckStopped(Check.Single(telemetry.Spans), "canceled");
        CheckUnfinished(telemetry, inputTokens: 10);
    }

    private static async Task Break_EndsTheSpanWithTheLoop()
    {
        using var telemetry = new TelemetryRecorder("break.telemetry.example");
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(Scripts.Hello));
        MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        await foreach (StreamEvent e in stream)
        {
            if (e.Type == StreamEventType.ContentBlockDelta)
            {
                break;
            }
        }

        CheckStopped(Check.Single(telemetry.Spans), "abandoned");
        await stream.DisposeAsync();
        CheckUnfinished(telemetry, inputTokens: 10);
    }

    private static async Task Disposal_WithoutReading()
    {
        using var telemetry = new TelemetryRecorder("unread.telemetry.example");
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(Scripts.Hello));
        MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        Check.Equal(0, telemetry.Spans.Count);

        await stream.DisposeAsync();

        CheckStopped(Check.Single(telemetry.Spans), "abandoned");
        Check.Equal("gen_ai.client.operation.duration", Check.Single(telemetry.Metrics).Name);
    }

    private static async Task Disposal_DuringAWait()
    {
        using var telemetry = new TelemetryRecorder("waiting.telemetry.example");
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(Scripts.Hello.StallAfter(Scripts.EventsUntilHel)));
        MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        await stream.ReadUntilHelAsync();
        ValueTask<bool> waiting = stream.WaitToReadAsync();

        await stream.DisposeAsync();
        await Check.ThrowsAsync<ObjectDisposedException>(() => waiting.AsTask().Promptly());

        CheckStopped(Check.Single(telemetry.Spans), "abandoned");
        CheckUnfinished(telemetry, inputTokens: 10);
    }

    private static async Task Retries_AreEvents()
    {
        using var telemetry = new TelemetryRecorder("retried.telemetry.example");
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(Scripts.Overloaded, Scripts.Hello.CutAtByte(0), Scripts.Hello));

        await client.AskAsync();

        Activity span = Check.Single(telemetry.Spans);
        Check.Equal(2, span.GetTagItem("http.request.resend_count"));
        Check.SequenceEqual(["claude.client.retry overloaded_error", "claude.client.retry response_ended"], span.Events.Select(TextOf));
        Check.Equal("completed", span.GetTagItem("claude.client.outcome"));
        Check.Equal(1, telemetry.Metrics.Count(metric => metric.Name == "gen_ai.client.operation.duration"));
    }

    private static async Task Resumption_IsAnEvent()
    {
        using var telemetry = new TelemetryRecorder("resumed.telemetry.example");
        using ClaudeClient client = telemetry.ClientOf(
            new ScriptedHandler(Scripts.Hello.AbortAfter(Scripts.EventsUntilHel), new MessageScript(inputTokens: 12).Text("lo").End(outputTokens: 3)),
            options => options.MaxResumptions = 1);

        await client.AskAsync();

        Activity span = Check.Single(telemetry.Spans);
        Check.Equal("claude.client.resumption connection_error", TextOf(Check.Single(span.Events)));
        Check.Equal("completed", span.GetTagItem("claude.client.outcome"));
        Check.Equal(22L, span.GetTagItem("gen_ai.usage.input_tokens"));
        Check.Equal(1, telemetry.Metrics.Count(metric => metric.Name == "gen_ai.client.operation.duration"));
    }

    private static string TextOf(ActivityEvent e) => $"{e.Name} {Check.Single(e.Tags).Value}";

    private static void CheckFailed(Activity span, string errorType)
    {
        Check.Equal(ActivityStatusCode.Error, span.Status);
        Check.Equal(null, span.StatusDescription);
        Check.Equal("failed", span.GetTagItem("claude.client.outcome"));
        Check.Equal(errorType, span.GetTagItem("error.type"));
    }

    private static void CheckStopped(Activity span, string outcome)
    {
        Check.Equal(ActivityStatusCode.Unset, span.Status);
        Check.Equal(outcome, span.GetTagItem("claude.client.outcome"));
        Check.Equal(null, span.GetTagItem("error.type"));
    }

    /// <summary>Before <c>message_delta</c>, the stop reason and the number of output tokens are only placeholders.</summary>
    private static void CheckUnfinished(TelemetryRecorder telemetry, long inputTokens)
    {
        Activity span = Check.Single(telemetry.Spans);
        Check.Equal(inputTokens, span.GetTagItem("gen_ai.usage.input_tokens"));
        Check.Equal(null, span.GetTagItem("gen_ai.usage.output_tokens"));
        Check.Equal(null, span.GetTagItem("gen_ai.response.finish_reasons"));
        Check.SequenceEqual([inputTokens], telemetry.Metrics.Where(metric => metric.Name == "gen_ai.client.token.usage").Select(metric => (long)metric.Value));
    }
}
