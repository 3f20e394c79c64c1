using System.Diagnostics.Metrics;

namespace Claude.Aot.Tests.Shared.Http;

/// <summary>
/// Counts the connections to a server that .NET has open, with .NET's own counter. A connection stops counting at the moment at which it is closed.
/// </summary>
internal sealed class OpenConnections : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _count;
    private long _opened;

    /// <summary>Starts to count. Connections that are already open are not counted.</summary>
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

    /// <summary>Gets the number of open connections.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Gets a value that indicates whether any connection was opened.</summary>
    public bool HasOpened => Interlocked.Read(ref _opened) > 0;

    public void Dispose() => _listener.Dispose();
}
