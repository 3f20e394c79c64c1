using Claude.Aot.Diagnostics;
using Claude.Aot.Folding;
using Claude.Aot.Sse;

namespace Claude.Aot.Streaming;

/// <summary>Reads the rest of a body after its message, so that its connection can be reused.</summary>
internal static class BodyDrain
{
    private const int MaxBytes = 64 * 1024;
    private static readonly TimeSpan s_maxTime = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Reads the data that follows the message, up to a maximum size and time: only a connection whose response was read to its end can be reused. The caller
    /// holds the gate of the body, and has ended the lifetime of the memory.
    /// </summary>
    public static async ValueTask RunAsync(SseReader sse, DiagnosticSink diagnostics, TimeProvider time)
    {
        long end = sse.BytesRead + MaxBytes;
        sse.WaitWithBuffer();

        // Most bodies end right after their message. The last read of such a body has its result at once, and needs no timer.
        var timeout = new CancellationTokenSource();
        ITimer? timer = null;
        try
        {
            ReportLateEvents(sse, diagnostics);
            while (sse.BytesRead < end)
            {
                ValueTask<bool> read = sse.ReadAsync(timeout.Token);
                if (!read.IsCompleted)
                {
                    timer ??= time.CreateTimer(static timeout => ((CancellationTokenSource)timeout!).Cancel(), timeout, s_maxTime, Timeout.InfiniteTimeSpan);
                }

                if (!sse.Accept(await read.ConfigureAwait(false)))
                {
                    return;
                }

                ReportLateEvents(sse, diagnostics);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The message is complete. The rest of the body only decides whether the connection can be reused.
        }
        finally
        {
            timer?.Dispose();
        }
    }

    private static void ReportLateEvents(SseReader sse, DiagnosticSink diagnostics)
    {
        while (sse.TryReadBuffered(out SseEvent e))
        {
            diagnostics.EventNumber++;
            bool isDone = e.Data.SequenceEqual("[DONE]"u8);
            if (isDone || EventRules.RoleOf(StreamEventTypes.Parse(e.Name)) != EventRole.Ignored)
            {
                diagnostics.Report(isDone ? ClaudeDiagnosticKind.DoneMarker : ClaudeDiagnosticKind.EventsAfterStop);
            }
        }
    }
}
