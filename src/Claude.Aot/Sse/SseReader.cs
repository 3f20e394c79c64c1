using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Claude.Aot.Buffers;

namespace Claude.Aot.Sse;

/// <summary>
/// Reads a server-sent event stream (<c>text/event-stream</c>) in place, without allocating per event:
/// <c>while (await reader.WaitToReadAsync()) while (reader.TryRead(out SseEvent e)) …</c>
/// </summary>
/// <remarks>
/// <para>What an event shows stays valid until the next <see cref="WaitToReadAsync"/> or <see cref="DisposeAsync"/>.</para>
/// <para>Not thread-safe: one consumer, one call at a time. Only <see cref="DisposeAsync"/> may be called by any thread at any time; the consumer
/// then gets an <see cref="ObjectDisposedException"/>, from a wait that is pending too.</para>
/// <para>An event that the stream ends in the middle of is not delivered. Exceptions of the underlying stream or pipe come through as
/// they are.</para>
/// </remarks>
public sealed partial class SseReader : IAsyncDisposable, IMemoryHolder
{
    private readonly BodyBuffer _body;
    private readonly BodyGate _gate;
    private MemoryLifetime _lifetime;
    private readonly SseLimits _limits;
    private readonly int _usualLimit;

    // Of a reader that nobody else stops.
    private readonly CancellationTokenSource? _stop;

    /// <param name="source">The bytes.</param>
    /// <param name="options">The limits; null for the defaults.</param>
    /// <param name="gate">Says when the body is read, if something else than the reader may close it; else null.</param>
    /// <param name="waitsEmpty">Whether to wait for bytes without a buffer.</param>
    /// <param name="stop">Stops reads, if there is such a gate.</param>
    private SseReader(ByteSource source, SseReaderOptions? options, BodyGate? gate, bool waitsEmpty, CancellationToken stop)
    {
        _limits = new SseLimits(
            options?.MaxLineBytes ?? SseReaderOptions.DefaultLimit,
            options?.MaxEventBytes ?? SseReaderOptions.DefaultLimit);
        _usualLimit = _limits.Smaller;
        _scratch = new PooledByteBuffer(_retired);
        _ownedId = new PooledByteBuffer(_retired);
        _lifetime = new MemoryLifetime(this);
        _gate = gate ?? new BodyGate();
        _stop = gate is null ? new CancellationTokenSource() : null;
        _body = new BodyBuffer(source, _lifetime, _gate, waitsEmpty, _stop?.Token ?? stop);
    }

    /// <summary>Says when the body is read, and who closes it.</summary>
    internal BodyGate Gate => _gate;

    /// <summary>Creates a reader of a stream. The reader owns the stream unless <see cref="SseReaderOptions.LeaveOpen"/> is set.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> can't be read.</exception>
    public static SseReader Create(Stream stream, SseReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanRead
            ? new SseReader(new StreamSource(stream, options?.LeaveOpen ?? false), options, gate: null, waitsEmpty: false, stop: default)
            : throw new ArgumentException("The stream can't be read.", nameof(stream));
    }

    /// <summary>Creates a reader of a pipe, and completes that pipe in the end unless <see cref="SseReaderOptions.LeaveOpen"/> is set.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="pipe"/> is <see langword="null"/>.</exception>
    public static SseReader Create(PipeReader pipe, SseReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        return new SseReader(new PipeSource(pipe, options?.LeaveOpen ?? false), options, gate: null, waitsEmpty: false, stop: default);
    }

    /// <summary>Creates a reader of the body of a response, which it owns. It waits without a buffer, so that thousands of idle streams hold none.</summary>
    internal static SseReader CreateForResponse(Stream body, SseReaderOptions options, BodyGate? gate, CancellationToken stop) =>
        new(new StreamSource(body, leaveOpen: false), options, gate, waitsEmpty: true, stop);

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
    /// <exception cref="InvalidOperationException">Another wait is pending, or another thread uses the reader.</exception>
    public ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        if (!_lifetime.TryEnter(out int section))
        {
            return ValueTask.FromException<bool>(Disposed());
        }

        ValueTask<bool> read;
        try
        {
            if (HasEvent())
            {
                return new ValueTask<bool>(true);
            }

            if (IsCompleted)
            {
                _lifetime.EndLending();
                return new ValueTask<bool>(false);
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return ValueTask.FromCanceled<bool>(cancellationToken);
            }

            if (!TryBeginRead(cancellationToken, out read))
            {
                return ValueTask.FromException<bool>(Disposed());
            }
        }
        catch (Exception e) when (e is not InvalidOperationException)
        {
            return ValueTask.FromException<bool>(e);
        }
        finally
        {
            _lifetime.Leave(section);
        }

        return WaitToReadSlowAsync(read, cancellationToken);
    }

    /// <summary>Takes the next event that is already buffered.</summary>
    /// <param name="e">The event, valid until the next <see cref="WaitToReadAsync"/> or <see cref="DisposeAsync"/>.</param>
    /// <returns>Whether there was one; if not, <see cref="WaitToReadAsync"/> gets more.</returns>
    /// <exception cref="ClaudeStreamException">
    /// A line or an event is longer than <see cref="SseReaderOptions.MaxLineBytes"/> or <see cref="SseReaderOptions.MaxEventBytes"/> allows. Events
    /// before it are delivered; from there on every call throws.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The reader was disposed.</exception>
    /// <exception cref="InvalidOperationException">Another thread uses the reader.</exception>
    public bool TryRead(out SseEvent e)
    {
        if (!_lifetime.TryEnter(out int section))
        {
            throw Disposed();
        }

        bool isRead;
        try
        {
            isRead = TryReadBuffered(out e);
        }
        finally
        {
            _lifetime.Leave(section);
        }

        if (isRead)
        {
            _lifetime.Lend();
        }

        return isRead;
    }

    /// <summary>
    /// Ends reading and gives all memory back; what events show is gone. Closes the stream or completes the pipe, unless that stays open.
    /// May be called by any thread at any time, does nothing when called again, and does not throw. A wait that is pending is canceled; if what it reads from ignores that,
    /// it is closed when the wait has ended, and the buffer of that wait is left to the garbage collector.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (!_lifetime.TryEnd(out bool isOwner))
        {
            return;
        }

        if (isOwner)
        {
            ConsumeTaken();
        }

        if (_gate.RequestClose())
        {
            await CloseBodyAsync().ConfigureAwait(false);
        }
        else
        {
            CancelRead();
        }

        if (isOwner)
        {
            _lifetime.ReturnMemory();
        }
    }

    /// <summary>Makes the memory of this reader part of a stream's. The stream then decides when it is returned, and who reads.</summary>
    internal void Join(MemoryLifetime lifetime) => _lifetime = _body.Lifetime = lifetime;

    /// <summary>Tells the body which bytes were taken, before it is closed.</summary>
    internal void ConsumeTaken() => _body.ConsumeTo(_position);

    /// <summary>From here on the body is read to be drained, by the one who has ended the lifetime.</summary>
    internal void StartDraining() => _body.WaitsEmpty = false;

    /// <summary>Returns the memory of a reader that is part of a stream.</summary>
    internal void ReturnMemory()
    {
        _lastEventId = ArraySegment<byte>.Empty;
        _array = [];
        _position = _end = 0;
        _scratch.Return();
        _retired.ReturnAll();
        _ownedId.Return();
        _body.ReturnMemory();
    }

    void IMemoryHolder.ReturnMemory() => ReturnMemory();

    /// <summary>Cancels the read that is under way.</summary>
    internal void CancelRead()
    {
        try
        {
            _stop?.Cancel();
        }
        catch (AggregateException)
        {
            // A callback of the body failed. The read that it belongs to ends, or is left alone.
        }
    }

    /// <summary>Closes the body. The gate says who calls it. It does not throw: nothing depends on a body that is not read anymore.</summary>
    internal async ValueTask CloseBodyAsync()
    {
        try
        {
            await _body.CloseAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // What the caller's own stream throws when it is closed says nothing about what was read.
        }
    }

    /// <summary>
    /// Reads more bytes, whatever events are in them, for a caller that looks at <see cref="Buffered"/> first. The caller is in a section and holds the gate until it has ended the
    /// read, and gives the result to <see cref="Accept"/>. In steps, so that a wait is one asynchronous method and not two.
    /// </summary>
    internal ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_isFinal)
            {
                return new ValueTask<bool>(false);
            }

            EndBatch();
            return _body.ReadAsync(cancellationToken);
        }
        catch (Exception e)
        {
            return ValueTask.FromException<bool>(e);
        }
    }

    /// <summary>Takes the bytes of a read. To be called in a section.</summary>
    /// <param name="hasMore">What the read gave.</param>
    /// <returns>False at the end of the stream: everything was taken, or there is only the beginning of an event.</returns>
    internal bool Accept(bool hasMore)
    {
        if (_isFinal)
        {
            IsCompleted = true;
            return false;
        }

        _isFinal = !hasMore;
        Load();
        return true;
    }

    // Pooled: a wait that has to suspend is the common case of a live stream, and must not allocate.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> WaitToReadSlowAsync(ValueTask<bool> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            bool hasMore;
            try
            {
                hasMore = await read.ConfigureAwait(false);
            }
            catch (Exception) when (_lifetime.IsEnded)
            {
                throw Disposed();
            }
            finally
            {
                if (_gate.EndRead())
                {
                    await CloseBodyAsync().ConfigureAwait(false);
                }
            }

            if (!TryAccept(hasMore, cancellationToken, out bool isDone, out read))
            {
                throw Disposed();
            }

            if (isDone)
            {
                return !IsCompleted;
            }
        }
    }

    private bool TryAccept(bool hasMore, CancellationToken cancellationToken, out bool isDone, out ValueTask<bool> next)
    {
        isDone = true;
        next = default;
        if (!_lifetime.TryEnter(out int section))
        {
            return false;
        }

        try
        {
            if (!Accept(hasMore) || HasEvent())
            {
                return true;
            }

            isDone = false;
            return TryBeginRead(cancellationToken, out next);
        }
        finally
        {
            _lifetime.Leave(section);
        }
    }

    /// <returns>False if the reader was disposed.</returns>
    private bool TryBeginRead(CancellationToken cancellationToken, out ValueTask<bool> read)
    {
        read = default;
        if (!_gate.TryBeginRead())
        {
            return false;
        }

        try
        {
            // Behind the gate, which is a full fence: from here on memory returns to the pool.
            _lifetime.VerifyAlone();
        }
        catch
        {
            if (_gate.EndRead())
            {
                _ = CloseBodyAsync().AsTask();
            }

            throw;
        }

        read = ReadAsync(cancellationToken);
        return true;
    }

    private static ObjectDisposedException Disposed() => new(nameof(SseReader));
}
