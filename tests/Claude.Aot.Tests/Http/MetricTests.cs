using System.Diagnostics.Metrics;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;

namespace Claude.Aot.Tests.Http;

/// <summary>What is counted; each test asks a host of its own, because other tests are counted too.</summary>
public sealed class MetricTests
{
    [Fact]
    public async Task Retries_AreCountedWithTheirReason()
    {
        using var metrics = new Recorder("retries.example");
        using ClaudeClient client = metrics.ClientOf(new ScriptedHandler(Scripts.Overloaded, Scripts.Hello.CutAtByte(0), Scripts.Hello));

        await client.AskAsync();

        Assert.Equal(["claude.client.retries 529", "claude.client.retries Truncated"], metrics.Seen);
    }

    [Fact]
    public async Task Stalls_AreCountedWithTheLimit()
    {
        using var metrics = new Recorder("stalls.example");
        var time = new ManualTime();
        ScriptGate first = new(), idle = new();
        using ClaudeClient client = metrics.ClientOf(new ScriptedHandler(Scripts.Hello.HoldAt(first), Scripts.Hello.StallAfter(Scripts.EventsUntilHel, idle)), options => options.TimeProvider = time);
        foreach (ScriptGate gate in (ScriptGate[])[first, idle])
        {
            Task<string> asking = client.AskAsync();
            await gate.Reached.Promptly();
            time.Advance(TimeSpan.FromMinutes(10));
            await Assert.ThrowsAsync<ClaudeTimeoutException>(() => asking.Promptly());
        }

        Assert.Equal(["claude.client.stalls FirstEvent", "claude.client.stalls Idle"], metrics.Seen);
    }

    [Fact]
    public async Task Resumptions_AreCountedWithTheirReason()
    {
        using var metrics = new Recorder("resumptions.example");
        using ClaudeClient client = metrics.ClientOf(new ScriptedHandler(Scripts.Hello.AbortAfter(Scripts.EventsUntilHel), Scripts.Hello), options => options.MaxResumptions = 1);

        await client.AskAsync();

        Assert.Equal(["claude.client.resumptions Transport"], metrics.Seen);
    }

    [Fact]
    public async Task Streams_ThatGoWell_AreNotCounted()
    {
        using var metrics = new Recorder("well.example");
        using ClaudeClient client = metrics.ClientOf(new ScriptedHandler(Scripts.Hello));

        await client.AskAsync();

        Assert.Empty(metrics.Seen);
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
                if (instrument.Meter.Name == ClaudeTelemetry.MeterName)
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
                Assert.Equal(1, measurement);
                lock (_lock)
                {
                    _seen.Add($"{instrument.Name} {named["error.type"]}");
                }
            }
        }
    }
}
