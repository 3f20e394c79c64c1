using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Claude.Aot;

/// <summary>
/// Reads a server-sent event stream (<c>text/event-stream</c>) in place, without allocating per event:
/// <c>while (await reader.WaitToReadAsync()) while (reader.TryRead(out SseEvent e)) …</c>
/// </summary>
/// <remarks>
/// <para>What an event shows stays valid until the next <see cref="WaitToReadAsync"/> or <see cref="DisposeAsync"/>.</para>
/// <para>Not thread-safe: one consumer, one call at a time. Only <see cref="DisposeAsync"/> may be called while a wait is pending; the wait
/// then ends with an <see cref="ObjectDisposedException"/>.</para>
/// <para>An event that the stream ends in the middle of is not delivered. Exceptions of the underlying stream or pipe come through as
/// they are.</para>
/// </remarks>
public sealed partial class SseReader : IAsyncDisposable
{
    private readonly PipeReader _pipe;
    private readonly bool _leaveOpen;
    private readonly SseLimits _limits;
    private readonly int _usualLimit;
    private SseReaderLifetime _lifetime;

    private SseReader(PipeReader pipe, SseReaderOptions? options, bool leaveOpen)
    {
        _pipe = pipe;
        _leaveOpen = leaveOpen;
        _limits = new SseLimits(
            options?.MaxLineBytes ?? SseReaderOptions.DefaultLimit,
            options?.MaxEventBytes ?? SseReaderOptions.DefaultLimit);
        _usualLimit = _limits.Smaller;
        _scratch = new PooledByteBuffer(_retired);
        _ownedId = new PooledByteBuffer(_retired);
    }

    /// <summary>Creates a reader of a stream. The reader owns the stream unless <see cref="SseReaderOptions.LeaveOpen"/> is set.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> can't be read.</exception>
    public static SseReader Create(Stream stream, SseReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
        {
            throw new ArgumentException("The stream can't be read.", nameof(stream));
        }

        return new SseReader(new StreamBodyReader(stream, options?.LeaveOpen ?? false), options, leaveOpen: false);
    }

    /// <summary>Creates a reader of the body of a response, which it owns. It waits without a buffer: of thousands of streams that are idle, none holds one.</summary>
    internal static SseReader CreateForResponse(Stream body, SseReaderOptions options) =>
        new(new StreamBodyReader(body, leaveOpen: false, waitsEmpty: true), options, leaveOpen: false);

    /// <summary>Creates a reader of a pipe, and completes that pipe in the end unless <see cref="SseReaderOptions.LeaveOpen"/> is set.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="pipe"/> is <see langword="null"/>.</exception>
    public static SseReader Create(PipeReader pipe, SseReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        return new SseReader(pipe, options, options?.LeaveOpen ?? false);
    }

    /// <summary>
    /// Waits until <see cref="TryRead"/> has an event. Completes at once while one is buffered; else gives back what was handed out and reads.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; the reader can go on afterwards if what it reads from can.</param>
    /// <returns><see langword="true"/> when there is an event, <see langword="false"/> at the end of the stream.</returns>
    /// <exception cref="OperationCanceledException">
    /// The token was canceled, or the pipe's pending read was.
    /// </exception>
    /// <exception cref="ClaudeStreamException">
    /// A line or an event is longer than <see cref="SseReaderOptions.MaxLineBytes"/> or <see cref="SseReaderOptions.MaxEventBytes"/> allows. Events
    /// before it are delivered; from there on every call throws.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The reader was disposed, before or during the wait.</exception>
    /// <exception cref="InvalidOperationException">Another wait is pending.</exception>
    public ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        _lifetime.ThrowIfDisposed(this);
        if (HasEvent())
        {
            return new ValueTask<bool>(true);
        }

        return IsCompleted ? new ValueTask<bool>(false) : WaitToReadSlowAsync(cancellationToken);
    }

    /// <summary>Takes the next event that is already buffered.</summary>
    /// <param name="e">The event, valid until the next <see cref="WaitToReadAsync"/> or <see cref="DisposeAsync"/>.</param>
    /// <returns>Whether there was one; if not, <see cref="WaitToReadAsync"/> gets more.</returns>
    /// <exception cref="ClaudeStreamException">
    /// A line or an event is longer than <see cref="SseReaderOptions.MaxLineBytes"/> or <see cref="SseReaderOptions.MaxEventBytes"/> allows. Events
    /// before it are delivered; from there on every call throws.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The reader was disposed.</exception>
    public bool TryRead(out SseEvent e)
    {
        SseUsualEvent usual = _usual;
        if (usual.Length == 0 && !TryFindUsual(out usual))
        {
            return TryReadSlow(out e);
        }

        if (usual.NameLength == 0)
        {
            Dialect |= SseDialect.MissingEventName;
        }

        byte[] array = _array;
        int start = _position;
        e = new SseEvent(
            array,
            start + usual.DataStart,
            usual.DataLength,
            new ReadOnlySpan<byte>(array, start + SseUsualEvent.NameStart, usual.NameLength),
            _lastEventId,
            _retry,
            hadInvalidUtf8: false);
        Advance(usual.Length);
        return true;
    }

    /// <summary>
    /// Ends reading and gives all memory back; what events show is gone. Closes the stream or completes the pipe, unless that stays open.
    /// Does nothing when called again. A wait that is pending is canceled, and the memory it reads into given back only when it has ended.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        switch (_lifetime.Dispose())
        {
            case SseReaderDisposal.Now:
                return CloseAsync();
            case SseReaderDisposal.WhenWaitEnds:
                _pipe.CancelPendingRead();
                return default;
            default:
                return default;
        }
    }

    /// <summary>
    /// Starts to read more bytes, whatever events are in them: for a caller that looks at <see cref="Buffered"/> first. It gives the result to <see cref="TryAccept"/>, and
    /// calls <see cref="EndReadAsync"/> whether the read has failed or not. In three steps, so that a wait is one asynchronous method and not two.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The reader was disposed.</exception>
    /// <exception cref="InvalidOperationException">Another wait is pending.</exception>
    internal ValueTask<ReadResult> BeginReadAsync(CancellationToken cancellationToken)
    {
        _lifetime.BeginWait(this);
        try
        {
            return ReadAsync(cancellationToken);
        }
        catch (Exception e)
        {
            return ValueTask.FromException<ReadResult>(e);
        }
    }

    /// <summary>Takes the bytes of a read.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="OperationCanceledException">The pipe's pending read was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The reader was disposed during the read.</exception>
    internal bool TryAccept(in ReadResult result)
    {
        if (_isFinal)
        {
            IsCompleted = true;
            return false;
        }

        Load(in result);
        _lifetime.ThrowIfDisposed(this);
        if (result.IsCanceled)
        {
            throw new OperationCanceledException("The pending read was canceled.");
        }

        return true;
    }

    /// <summary>Ends a read. Where the reader was disposed meanwhile, this closes it.</summary>
    internal ValueTask EndReadAsync() => _lifetime.EndWait() ? CloseAsync() : default;

    /// <summary>Reads more bytes, whatever events are in them.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <inheritdoc cref="WaitToReadAsync" path="/exception"/>
    internal async ValueTask<bool> ReadMoreAsync(CancellationToken cancellationToken)
    {
        ValueTask<ReadResult> read = BeginReadAsync(cancellationToken);
        try
        {
            return TryAccept(await read.ConfigureAwait(false));
        }
        finally
        {
            await EndReadAsync().ConfigureAwait(false);
        }
    }

    // Pooled: a wait that has to suspend is the common case of a live stream, and must not allocate.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> WaitToReadSlowAsync(CancellationToken cancellationToken)
    {
        _lifetime.BeginWait(this);
        try
        {
            bool hasMore;
            do
            {
                hasMore = TryAccept(await ReadAsync(cancellationToken).ConfigureAwait(false));
            }
            while (hasMore && !HasEvent());

            return hasMore;
        }
        finally
        {
            await EndReadAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Reads from the pipe, or nothing where it has ended.</summary>
    private ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken)
    {
        if (_isFinal)
        {
            return new ValueTask<ReadResult>(new ReadResult(default, isCanceled: false, isCompleted: true));
        }

        ReleaseBatch();
        return _pipe.ReadAsync(cancellationToken);
    }

    private ValueTask CloseAsync()
    {
        if (_hasBatch)
        {
            SequencePosition consumed = EndBatch();
            _pipe.AdvanceTo(consumed);
        }

        _lastEventId = ArraySegment<byte>.Empty;
        _scratch.Return();
        _retired.ReturnAll();
        _ownedId.Return();
        return _leaveOpen ? default : _pipe.CompleteAsync();
    }
}
