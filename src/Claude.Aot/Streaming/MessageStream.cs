using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Claude.Aot.Buffers;
using Claude.Aot.Diagnostics;
using Claude.Aot.Events;
using Claude.Aot.Sse;
using Claude.Aot.Streaming;

namespace Claude.Aot;

/// <summary>
/// A message that is streamed. Read it in one of these ways: <c>await foreach</c> over its events, a loop of <see cref="WaitToReadAsync"/> and
/// <see cref="TryRead"/>, <see cref="ReadTextAsync(CancellationToken)"/>, <see cref="ReadOwnedAsync"/>,
/// <see cref="CopyTextToAsync(Stream, CancellationToken)"/>, <see cref="RelayToAsync(Stream, CancellationToken)"/>, or just <see cref="GetFinalMessageAsync"/>.
/// </summary>
/// <remarks>
/// <para>
/// If reading ends without an exception, the whole message arrived, including <c>message_stop</c>. If the body ends early, fails or contains an error, an
/// exception is thrown that holds the message received so far.
/// </para>
/// <para>
/// A stream has a single reader and can be read once. It is not safe for concurrent use, and neither is <see cref="Snapshot"/>: concurrent use is detected by
/// an <see cref="InvalidOperationException"/> at best. Only <see cref="DisposeAsync"/> may be called by any thread at any time. Events, and the views obtained
/// from them, are valid until the next event is read.
/// </para>
/// <para>
/// The caller must dispose the stream. The body is closed immediately if the loop is left early, if an exception is thrown in it, or if reading is canceled.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// await using MessageStream stream = await client.Messages.StreamAsync(request);
/// await foreach (string text in stream.ReadTextAsync())
///     Console.Write(text);
/// Message message = await stream.GetFinalMessageAsync();
/// </code>
/// </example>
public sealed partial class MessageStream : IAsyncDisposable
{
    private const string AlreadyRead =
        "This stream is already being read, and it can be read only once. Continue with the loop that reads it, or call GetFinalMessageAsync.";
    private const string StoppedEarly = "Reading was stopped before the end of the message. Partial has the message so far.";

    private readonly StreamPump _pump;
    private StreamMode _mode;
    private Message? _finalMessage;
    private string? _finalText;

    internal MessageStream(StreamPump pump) => _pump = pump;

    /// <summary>
    /// A view of the message so far. Access costs the same, however much was received. The view follows the stream, and is empty before the first event.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public MessageView Snapshot
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pump.Lifetime.IsEnded, this);
            return _pump.Cursor.ViewMessage(ViewScope.Live);
        }
    }

    /// <summary>
    /// The HTTP response, with its status and headers, that carries the stream up to the first of the <see cref="Resumptions"/>. Null for
    /// <see cref="FromStream(Stream, MessageStreamOptions?)"/>. Can be read at any time.
    /// </summary>
    public ClaudeResponse? Response => _pump.Response;

    /// <summary>The id under which the API logged the request, or null. Can be read at any time.</summary>
    public string? RequestId => Response?.RequestId;

    /// <summary>
    /// The rate limits from the response's headers; none for <see cref="FromStream(Stream, MessageStreamOptions?)"/>. Can be read at any time.
    /// </summary>
    public RateLimits RateLimits => Response?.RateLimits ?? RateLimits.None;

    /// <summary>
    /// The points at which the stream was interrupted and resumed, in order; none unless <see cref="ClaudeClientOptions.MaxResumptions"/> is set. Can be read
    /// at any time; grows while the stream is read.
    /// </summary>
    public IReadOnlyList<StreamResumption> Resumptions => _pump.Resumer?.Resumptions ?? [];

    /// <summary>Gets the first of the objects that are notified while the stream is read, or null.</summary>
    internal StreamObserver? Observer => _pump.Cursor.Observer;

    internal StreamPump Pump => _pump;

    /// <summary>Gets whether the message is complete.</summary>
    internal bool IsOver => _pump.IsOver;

    /// <summary>Gets the reason why reading stopped before the end of the message, or null.</summary>
    internal Exception? Failure => _pump.Failure;

    /// <summary>Creates a stream that reads a recorded or proxied event stream.</summary>
    /// <param name="body">The bytes of the event stream; disposed with this stream unless <see cref="MessageStreamOptions.LeaveOpen"/> is set.</param>
    /// <param name="options">The options, or null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="body"/> is not readable.</exception>
    public static MessageStream FromStream(Stream body, MessageStreamOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        options ??= new MessageStreamOptions();
        return Create(SseReader.Create(body, ToSseOptions(options.Limits, options.LeaveOpen)), options);
    }

    /// <param name="body">The bytes of the event stream; completed with this stream unless <see cref="MessageStreamOptions.LeaveOpen"/> is set.</param>
    /// <param name="options">The options, or null for the defaults.</param>
    /// <inheritdoc cref="FromStream(Stream, MessageStreamOptions?)" path="/summary"/>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    public static MessageStream FromStream(PipeReader body, MessageStreamOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        options ??= new MessageStreamOptions();
        return Create(SseReader.Create(body, ToSseOptions(options.Limits, options.LeaveOpen)), options);
    }

    /// <summary>Starts the enumeration of the events, for <c>await foreach</c>.</summary>
    /// <exception cref="InvalidOperationException">The stream is already being read, or reading was stopped before its end.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public Enumerator GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        Start(StreamMode.Enumeration, cancellationToken);
        return new Enumerator(this, cancellationToken);
    }

    /// <summary>Sets the token that cancels an <c>await foreach</c>.</summary>
    public CancelableEvents WithCancellation(CancellationToken cancellationToken) => new(this, cancellationToken);

    /// <summary>Configures the awaits of <c>await foreach</c> over the events, or of <c>await using</c>.</summary>
    /// <param name="continueOnCapturedContext">False to continue on any thread instead of the context in which the await started.</param>
    public ConfiguredEvents ConfigureAwait(bool continueOnCapturedContext) => new(this, continueOnCapturedContext, CancellationToken.None);

    /// <summary>Waits until <see cref="TryRead"/> has an event. If an event is buffered, it completes synchronously and does no I/O.</summary>
    /// <returns>False at the end of the message.</returns>
    /// <exception cref="ClaudeException">The stream failed or ended early, or the API sent an error. Later calls throw the same exception.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled; the stream cannot be read any further.</exception>
    /// <exception cref="InvalidOperationException">The stream is being read in another way, or another wait is in progress.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        if (_pump.Lifetime.IsEnded)
        {
            return ValueTask.FromException<bool>(new ObjectDisposedException(nameof(MessageStream)));
        }

        if (_pump.Failure is { } failure)
        {
            return ValueTask.FromException<bool>(failure);
        }

        _pump.Lifetime.Leave(EnterPair());
        return _pump.WaitAsync(cancellationToken);
    }

    /// <summary>Reads the next buffered event. Does no I/O.</summary>
    /// <param name="e">The event. Valid until the next one is read.</param>
    /// <returns>False if no complete event is buffered; <see cref="WaitToReadAsync"/> returns whether more events will follow.</returns>
    /// <exception cref="ClaudeException">The API sent an error, or data that is not a valid event.</exception>
    /// <exception cref="InvalidOperationException">The stream is being read in another way.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public bool TryRead(out StreamEvent e)
    {
        int section = EnterPair();
        if (!_pump.Events.TryTakeLearned())
        {
            return TryReadOther(section, out e);
        }

        e = new StreamEvent(_pump.Cursor);
        _pump.Lifetime.Leave(section);
        return true;
    }

    /// <summary>Reads owned events: copies that stay valid, for example for LINQ queries.</summary>
    /// <exception cref="ClaudeException">The stream failed or ended early, or the API sent an error.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="InvalidOperationException">The stream is already being read, or reading was stopped before its end.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public async IAsyncEnumerable<MessageStreamEvent> ReadOwnedAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Enumerator events = GetAsyncEnumerator(cancellationToken);
        try
        {
            while (await events.MoveNextAsync().ConfigureAwait(false))
            {
                yield return events.Current.ToOwned();
            }
        }
        finally
        {
            await events.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Stops reading and returns all memory. An incomplete message is aborted immediately. After a complete message, the rest of the body is read (at most 64
    /// KB, for at most 250 ms), so that its connection can be reused. Can be called more than once, and does not throw.
    /// </summary>
    /// <remarks>
    /// May be called by any thread at any time. A pending wait is canceled, and the reader gets an <see cref="ObjectDisposedException"/>. If the body ignores
    /// the cancellation of its read, this method returns anyway: the body is closed when the read ends, and the buffer of that read is left to the garbage
    /// collector. So is memory that a span has exposed to the caller since the last wait.
    /// </remarks>
    public ValueTask DisposeAsync() => _pump.DisposeAsync();

    /// <summary>Adds an object that is notified while the stream is read. Must be called before the stream is read.</summary>
    internal void AddObserver(StreamObserver observer)
    {
        observer.Next = _pump.Cursor.Observer;
        _pump.Cursor.Observer = observer;
    }

    internal static SseReaderOptions ToSseOptions(StreamLimits limits, bool leaveOpen) => new()
    {
        MaxLineBytes = limits.MaxLineBytes,
        MaxEventBytes = limits.MaxEventBytes,
        LeaveOpen = leaveOpen,
    };

    private static MessageStream Create(SseReader sse, MessageStreamOptions options) =>
        new(new StreamPump(sse, options.Limits.Over(StreamLimits.Default), new DiagnosticSink(options.OnDiagnostic, options.Strict)));

    internal void Start(StreamMode mode, CancellationToken cancellationToken)
    {
        int section = _pump.Lifetime.Enter();
        try
        {
            if (!_pump.IsOver)
            {
                if (_pump.Failure is not null)
                {
                    throw new InvalidOperationException(
                        "Reading this stream was stopped before its end, and it can be read only once. Snapshot has what was received.");
                }

                if (_mode != StreamMode.Fresh)
                {
                    throw new InvalidOperationException(AlreadyRead);
                }

                _mode = mode;
            }

            _pump.Attach(cancellationToken);
        }
        finally
        {
            _pump.Lifetime.Leave(section);
        }
    }

    /// <summary>Opens a section for <see cref="WaitToReadAsync"/> or <see cref="TryRead"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int EnterPair()
    {
        int section = _pump.Lifetime.Enter();
        if (_mode != StreamMode.Pair || _pump.Failure is not null || section == MemoryLifetime.Nested)
        {
            EnterPairSlow(section);
        }

        return section;
    }

    private void EnterPairSlow(int section)
    {
        try
        {
            ThrowIfStopped();
            if ((_mode is not (StreamMode.Fresh or StreamMode.Pair) && !_pump.IsOver) || section == MemoryLifetime.Nested)
            {
                throw new InvalidOperationException(AlreadyRead);
            }

            _mode = StreamMode.Pair;
        }
        catch
        {
            _pump.Lifetime.Leave(section);
            throw;
        }
    }

    private bool TryReadOther(int section, out StreamEvent e)
    {
        try
        {
            bool isRead = _pump.TryReadOther();
            e = isRead ? new StreamEvent(_pump.Cursor) : default;
            return isRead;
        }
        finally
        {
            _pump.Lifetime.Leave(section);
        }
    }

    private void ThrowIfStopped()
    {
        if (_pump.Failure is not null)
        {
            ExceptionDispatchInfo.Throw(_pump.Failure);
        }
    }

    private ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        if (!_pump.Lifetime.TryEnter(out int section))
        {
            return ValueTask.FromException<bool>(new ObjectDisposedException(nameof(MessageStream)));
        }

        if (!cancellationToken.IsCancellationRequested
            && _pump.Failure is null
            && !_pump.IsStopped
            && section != MemoryLifetime.Nested
            && _pump.Events.TryTakeLearned())
        {
            _pump.Lifetime.Leave(section);
            return new ValueTask<bool>(true);
        }

        return MoveNextOther(section, cancellationToken);
    }

    private ValueTask<bool> MoveNextOther(int section, CancellationToken cancellationToken)
    {
        try
        {
            if (section == MemoryLifetime.Nested)
            {
                throw new InvalidOperationException(AlreadyRead);
            }

            if (_pump.Failure is { } failure)
            {
                return ValueTask.FromException<bool>(failure);
            }

            if (!cancellationToken.IsCancellationRequested && !_pump.IsStopped && _pump.TryReadOther())
            {
                return new ValueTask<bool>(true);
            }
        }
        catch (Exception e) when (e == _pump.Failure)
        {
            return ValueTask.FromException<bool>(e);
        }
        finally
        {
            _pump.Lifetime.Leave(section);
        }

        ValueTask<bool> wait = _pump.WaitAsync(cancellationToken);
        return wait.IsCompletedSuccessfully ? new ValueTask<bool>(wait.Result && TakeAwaited()) : MoveNextSlowAsync(wait);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> MoveNextSlowAsync(ValueTask<bool> wait) => await wait.ConfigureAwait(false) && TakeAwaited();

    private bool TakeAwaited()
    {
        int section = _pump.Lifetime.Enter();
        try
        {
            return _pump.TryRead();
        }
        finally
        {
            _pump.Lifetime.Leave(section);
        }
    }

    internal ValueTask StopAsync() => _pump.StopAsync(StoppedEarly);
}
