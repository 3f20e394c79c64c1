using System.IO.Pipelines;
using Claude.Aot.Buffers;
using Claude.Aot.Events;
using Claude.Aot.Streaming;

namespace Claude.Aot;

/// <content>Everything, as it came.</content>
public sealed partial class MessageStream
{
    /// <summary>
    /// Passes the events on as an event stream (<c>text/event-stream</c>), each with its <see cref="StreamEvent.RawJson"/>: to a browser, or to another service that reads the API's streams.
    /// What is buffered is written together, and flushed before each wait for more.
    /// </summary>
    /// <remarks>
    /// Where the destination is a response, its content type, status and headers are the caller's to set. The events are those that <c>await foreach</c> gives, so pings are left
    /// out. Whoever reads them sees a message that did not come whole by what is missing: after a failure nothing more is written, no <c>message_stop</c> either.
    /// </remarks>
    /// <param name="destination">Where the events go; it stays open.</param>
    /// <param name="cancellationToken">Cancels reading and writing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="destination"/> is null.</exception>
    /// <exception cref="ClaudeException">The stream broke, or carried an error; the events before it were written.</exception>
    /// <exception cref="ClaudeCanceledException">The token was cancelled.</exception>
    /// <exception cref="IOException">The destination could not be written to; reading was stopped.</exception>
    /// <exception cref="InvalidOperationException">The stream is being read, or reading was stopped before its end.</exception>
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
                    // What came before the failure is the caller's.
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

    /// <summary>Writes every event that is buffered, unless the stream is stopped meanwhile.</summary>
    private void WriteBuffered(Utf8Sink sink)
    {
        using ViewScope.Section section = _pump.Cursor.Scope.Enter(ViewScope.Live);
        while (!_pump.IsStopped && _pump.TryRead())
        {
            sink.Write(in _pump.Cursor.Current);
        }
    }
}
