using System.Diagnostics.Metrics;

namespace Claude.Aot.Tests.Shared.Http;

/// <summary>Counts the connections that .NET has open to a server, as its own counter tells: one that is closed does not count from the moment on at which it is closed.</summary>
internal sealed class OpenConnections : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _count;
    private long _opened;

    /// <summary>Begins to count. Connections that are open already are not seen.</summary>
    public OpenConnections(Uri server)
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Name: "http.client.open_connections", Meter.Name: "System.Net.Http" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, change, tags, _) =>
        {
            if (tags.Contains(new KeyValuePair<string, object?>("server.port", server.Port)))
            {
                Interlocked.Add(ref _count, change);
                Interlocked.Add(ref _opened, Math.Max(change, 0));
            }
        });
        _listener.Start();
    }

    /// <summary>How many are open.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Whether any was opened.</summary>
    public bool HasOpened => Interlocked.Read(ref _opened) > 0;

    public void Dispose() => _listener.Dispose();
}
