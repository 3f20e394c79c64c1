using System.Diagnostics.Metrics;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks the counters. Each test uses its own host name, because the counters also count other tests.</summary>
internal static class MetricCheck
{
    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        yield return ("retries are counted with their reason", Retries_AreCountedWithTheirReason);
        yield return ("stalls are counted with the limit", Stalls_AreCountedWithTheLimit);
        yield return ("resumptions are counted with their reason", Resumptions_AreCountedWithTheirReason);
        yield return ("streams that go well are not counted", Streams_ThatGoWell_AreNotCounted);
    }

    private static async Task Retries_AreCountedWithTheirReason()
    {
        using var metrics = new Recorder("retries.example");
        using ClaudeClient client = metrics.ClientOf(new ScriptedHandler(Scripts.Overloaded, Scripts.Hello.CutAtByte(0), Scripts.Hello));

        await client.AskAsync();

        Check.SequenceEqual(["claude.client.retries 529", "claude.client.retries ResponseEnded"], metrics.Seen);
    }

    private static async Task Stalls_AreCountedWithTheLimit()
    {
        using var metrics = new Recorder("stalls.example");
        var time = new ManualTime();
        ScriptGate first = new(), idle = new();
        List<ClaudeDiagnostic> diagnostics = [];
        using ClaudeClient client = metrics.ClientOf(new ScriptedHandler(Scripts.Hello.HoldAt(first), Scripts.Hello.StallAfter(Scripts.EventsUntilHel, idle)), options =>
        {
            options.TimeProvider = time;
            options.OnDiagnostic = diagnostic =>
            {
                diagnostics.Add(diagnostic);
                throw new InvalidOperationException("This thread is a timer's, so this is ignored.");
            };
        });
        foreach (ScriptGate gate in (ScriptGate[])[first, idle])
        {
            Task<string> asking = client.AskAsync();
            await gate.Reached.Promptly();
            time.Advance(TimeSpan.FromMinutes(10));
            await Check.ThrowsAsync<ClaudeTimeoutException>(() => asking.Promptly());
        }

        Check.SequenceEqual(["claude.client.stalls FirstEvent", "claude.client.stalls Idle"], metrics.Seen);
        Check.SequenceEqual([ClaudeDiagnosticKind.Stalled, ClaudeDiagnosticKind.Stalled], diagnostics.Select(diagnostic => diagnostic.Kind));
        Check.SequenceEqual(
            [ClaudeTimeoutKind.FirstEvent, ClaudeTimeoutKind.Idle], diagnostics.Select(diagnostic => Check.Is<ClaudeTimeoutException>(diagnostic.Failure).Kind));
    }

    private static async Task Resumptions_AreCountedWithTheirReason()
    {
        using var metrics = new Recorder("resumptions.example");
        using ClaudeClient client = metrics.ClientOf(new ScriptedHandler(Scripts.Hello.AbortAfter(Scripts.EventsUntilHel), Scripts.Hello), options => options.MaxResumptions = 1);

        await client.AskAsync();

        Check.SequenceEqual(["claude.client.resumptions ConnectionError"], metrics.Seen);
    }

    private static async Task Streams_ThatGoWell_AreNotCounted()
    {
        using var metrics = new Recorder("well.example");
        using ClaudeClient client = metrics.ClientOf(new ScriptedHandler(Scripts.Hello));

        await client.AskAsync();

        Check.SequenceEqual([], metrics.Seen);
    }

    private sealed class Recorder : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Lock _lock = new();
        private readonly List<string> _seen = [];
        private readonly string _host;

        public Recorder(string host)
        {
            _host = host;
            _listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == ClaudeTelemetry.MeterName && instrument.Name.StartsWith("claude.", StringComparison.Ordinal))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>(Record);
            _listener.Start();
        }

        public IEnumerable<string> Seen
        {
            get
            {
                lock (_lock)
                {
                    return [.. _seen];
                }
            }
        }

        public ClaudeClient ClientOf(HttpMessageHandler handler, Action<ClaudeClientOptions>? configure = null) => TestClient.Of(handler, options =>
        {
            options.BaseUrl = new Uri($"https://{_host}");
            configure?.Invoke(options);
        });

        public void Dispose() => _listener.Dispose();

        private void Record(Instrument instrument, long measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        {
            var named = tags.ToArray().ToDictionary();
            if (named["server.address"] is string host && host == _host)
            {
                Check.Equal(1, measurement);
                lock (_lock)
                {
                    _seen.Add($"{instrument.Name} {named["error.type"]}");
                }
            }
        }
    }
}
