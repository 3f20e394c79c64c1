using System.Globalization;
using Claude.Aot.Model;

namespace Claude.Aot.Streaming;

/// <content>Conversion of failures to the exceptions of this library.</content>
internal sealed partial class StreamPump
{
    /// <summary>Creates the exception for a cancellation by the caller outside of a wait. Stops reading if the message is not complete.</summary>
    public Exception Cancel(OperationCanceledException e, CancellationToken cancellationToken)
    {
        if (!Lifetime.TryEnter(out int section))
        {
            return Disposed();
        }

        try
        {
            return IsOver ? new ClaudeCanceledException(Cursor.Fold.ToImage(), e, cancellationToken) : Fail(e, cancellationToken);
        }
        finally
        {
            Lifetime.Leave(section);
        }
    }

    /// <summary>Ends a failed wait. Returns the failure if the stream can be resumed after it; otherwise throws it.</summary>
    private ClaudeException EndWait(Exception e, bool isReading, CancellationToken cancellationToken)
    {
        if (!Lifetime.TryEnter(out int section))
        {
            throw Disposed();
        }

        try
        {
            Exception cause = isReading ? ToTransport(e, _clock?.Token ?? cancellationToken) : e;
            if (Resumer is not null && Failure is null && _diagnostics.CallerFailure is null
                && Explain(cause, Cursor.Fold.ToImage(), cancellationToken) is ClaudeException failure && Resumer.CanResume(failure))
            {
                // The wait is still in progress, because it continues with the resumption.
                return failure;
            }

            _isWaiting = false;
            throw Fail(cause, cancellationToken);
        }
        finally
        {
            Lifetime.Leave(section);
        }
    }

    // .NET quotes invalid framing, which may contain anything.
    private Exception ToTransport(Exception e, CancellationToken cancellationToken) =>
        e is ClaudeException
        || (e is OperationCanceledException && cancellationToken.IsCancellationRequested)
        || (e is InvalidOperationException && Lifetime.IsMisused)
            ? e
            : ClaudeTransportException.Transport(Response?.CreateRedactor().Redact(e) ?? e);

    private ClaudeTransportException Truncated() => new(
        ClaudeTransportErrorKind.ResponseEnded,
        (_diagnostics.EventNumber, Events.Unfinished) switch
        {
            (0, (0, _)) => "The body ended before the first event.",
            (0, (int bytes, int lines)) => string.Create(
                CultureInfo.InvariantCulture,
                $"The body ended after {bytes} bytes of data in {lines} lines, and no event had ended: an empty line ends an event, and none came. "
                    + $"It was cut off, or the empty lines between its events were lost on the way."),
            (long events, _) => string.Create(
                CultureInfo.InvariantCulture,
                $"The body ended after {events} events, before message_stop. Partial has the message so far."),
        });

    private static ObjectDisposedException Disposed() => new(nameof(MessageStream));

    /// <summary>
    /// Stores the reason why reading stopped, as an exception of this library, and closes the body. Must be called in a section. The memory is kept until
    /// disposal, because the caller may hold spans of earlier events.
    /// </summary>
    private Exception Fail(Exception e, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            return Failure;
        }

        if (Lifetime.IsEnded)
        {
            return Disposed();
        }

        Cursor.Scope.NextVersion();
        Failure = Explain(e, Cursor.Fold.ToImage(), cancellationToken);
        Cursor.Observer?.NotifyEnd(Cursor, Failure);
        _ = CloseAsync().AsTask();
        return Failure;
    }

    private Exception Explain(Exception e, MessageImage? partial, CancellationToken cancellationToken) => e switch
    {
        // The exception of the caller's callback is not changed, whatever its type.
        _ when ReferenceEquals(e, _diagnostics.CallerFailure) => e,
        // Closing the body of a stopped stream may surface as a transport failure; the reason why it was closed takes precedence.
        OperationCanceledException or ClaudeTransportException { Kind: ClaudeTransportErrorKind.ConnectionError }
            when _clock?.ToException(partial, e) is { } stop => stop,
        OperationCanceledException => new ClaudeCanceledException(partial, e, cancellationToken),
        // After a resumption these exceptions know only the resumed part, so they get the full message.
        ClaudeTransportException stream => stream.WithPartial(partial),
        ClaudeTimeoutException timeout => timeout.WithPartial(partial),
        ClaudeApiException api when _isResumed => api.WithPartial(partial),
        ClaudeApiException api when Response is not null => api.With(Response),
        _ => e,
    };
}
