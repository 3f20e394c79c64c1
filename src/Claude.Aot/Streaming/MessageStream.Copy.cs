using System.IO.Pipelines;
using Claude.Aot.Buffers;
using Claude.Aot.Events;
using Claude.Aot.Streaming;

namespace Claude.Aot;

/// <content>Relaying of events.</content>
public sealed partial class MessageStream
{
    /// <summary>
    /// Writes the events to an event stream (<c>text/event-stream</c>), each with its <see cref="StreamEvent.RawJson"/>, for example for a browser or for a
    /// service that reads the API's streams. Buffered events are written together, and flushed before each wait for more.
    /// </summary>
    /// <remarks>
    /// If the destination is an HTTP response, the caller sets its content type, status and headers. The events are those that <c>await foreach</c> returns,
    /// so pings are omitted. After a failure nothing more is written, not even a <c>message_stop</c>, so that a receiver can recognize an incomplete message.
    /// </remarks>
    /// <param name="destination">The destination of the events; it stays open.</param>
    /// <param name="cancellationToken">Cancels reading and writing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="destination"/> is null.</exception>
    /// <exception cref="ClaudeException">The stream failed or ended early, or the API sent an error. The events before it were written.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="IOException">Writing to the destination failed; reading was stopped.</exception>
    /// <exception cref="InvalidOperationException">The stream is already being read, or reading was stopped before its end.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public Task RelayToAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return CopyAsync(new RelaySink(new StreamSink(destination)), cancellationToken);
    }

    /// <inheritdoc cref="RelayToAsync(Stream, CancellationToken)"/>
    public Task RelayToAsync(PipeWriter destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return CopyAsync(new RelaySink(new PipeSink(destination)), cancellationToken);
    }

    private async Task CopyAsync(Utf8Sink sink, CancellationToken cancellationToken)
    {
        Start(StreamMode.Enumeration, cancellationToken);
        try
        {
            bool hasMore = !_pump.IsOver;
            while (hasMore)
            {
                try
                {
                    hasMore = await _pump.WaitAsync(cancellationToken).ConfigureAwait(false);
                    WriteBuffered(sink);
                }
                catch (Exception e) when (e == _pump.Failure)
                {
                    // The events before the failure are still delivered.
                    await sink.FlushAsync(CancellationToken.None).ConfigureAwait(false);
                    throw;
                }

                await sink.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException e) when (e is not ClaudeCanceledException && cancellationToken.IsCancellationRequested)
        {
            throw _pump.Cancel(e, cancellationToken);
        }
        finally
        {
            sink.Dispose();
            await StopAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Writes all buffered events, unless the stream is stopped in the meantime.</summary>
    private void WriteBuffered(Utf8Sink sink)
    {
        using ViewScope.Section section = _pump.Cursor.Scope.Enter(ViewScope.Live);
        while (!_pump.IsStopped && _pump.TryRead())
        {
            sink.Write(in _pump.Cursor.Current);
        }
    }
}
