using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Claude.Aot.Buffers;

namespace Claude.Aot.Sse;

/// <summary>
/// Reads a server-sent event stream (<c>text/event-stream</c>) in place, without allocating per event:
/// <c>while (await reader.WaitToReadAsync()) while (reader.TryRead(out SseEvent e)) …</c>
/// </summary>
/// <remarks>
/// <para>The memory of an event is valid until the next <see cref="WaitToReadAsync"/> or <see cref="DisposeAsync"/>.</para>
/// <para>This type is not thread-safe: there must be one consumer, which makes one call at a time. Only <see cref="DisposeAsync"/> may be called by any thread
/// at any time. The consumer then gets an <see cref="ObjectDisposedException"/>, also from a pending wait.</para>
/// <para>An event that is incomplete at the end of the stream is not delivered. Exceptions of the underlying stream or pipe are passed on
/// unchanged.</para>
/// </remarks>
/// <example>
/// <code>
/// using var http = new HttpClient();
/// await using SseReader reader = SseReader.Create(await http.GetStreamAsync("https://example.com/events"));
/// while (await reader.WaitToReadAsync())
/// {
///     while (reader.TryRead(out SseEvent e))
///         Console.WriteLine(System.Text.Encoding.UTF8.GetString(e.Data));
/// }
/// </code>
/// </example>
public sealed partial class SseReader : IAsyncDisposable, IMemoryHolder
{
    private readonly BodyBuffer _body;
    private readonly BodyGate _gate;
    private MemoryLifetime _lifetime;
    private readonly SseLimits _limits;
    private readonly int _usualLimit;

    // Set only if the reader has its own gate; otherwise the caller stops the reads.
    private readonly CancellationTokenSource? _stop;

    /// <param name="source">The source of the bytes.</param>
    /// <param name="options">The limits; null for the defaults.</param>
    /// <param name="gate">The gate of the body, if someone other than the reader may close it; otherwise null.</param>
    /// <param name="waitsEmpty">Whether to wait for bytes without holding a buffer.</param>
    /// <param name="stop">Cancels reads. Used only if <paramref name="gate"/> is not null.</param>
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

    /// <summary>Gets the gate that knows when the body is being read, and decides who closes it.</summary>
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

    /// <summary>Creates a reader of a pipe. The reader completes the pipe on disposal unless <see cref="SseReaderOptions.LeaveOpen"/> is set.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="pipe"/> is <see langword="null"/>.</exception>
    public static SseReader Create(PipeReader pipe, SseReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        return new SseReader(new PipeSource(pipe, options?.LeaveOpen ?? false), options, gate: null, waitsEmpty: false, stop: default);
    }

    /// <summary>
    /// Creates a reader of a response body, which the reader owns. It waits without a buffer, so that thousands of idle streams hold no memory.
    /// </summary>
    internal static SseReader CreateForResponse(Stream body, SseReaderOptions options, BodyGate? gate, CancellationToken stop) =>
        new(new StreamSource(body, leaveOpen: false), options, gate, waitsEmpty: true, stop);

    /// <summary>
    /// Waits until <see cref="TryRead"/> has an event. If an event is buffered, completes at once. Otherwise releases the memory of all earlier events and
    /// reads more data.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait. The reader can be used afterwards if its stream or pipe can.</param>
    /// <returns><see langword="true"/> if there is an event; <see langword="false"/> at the end of the stream.</returns>
    /// <exception cref="OperationCanceledException">
    /// The token was canceled, or the pipe's pending read was canceled.
    /// </exception>
    /// <exception cref="ClaudeTransportException">
    /// A line or an event is longer than <see cref="SseReaderOptions.MaxLineBytes"/> or <see cref="SseReaderOptions.MaxEventBytes"/> allows. Events before it
    /// are delivered; from then on, every call throws.
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
                _lifetime.EndBorrowing();
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

    /// <summary>Reads the next event that is already buffered.</summary>
    /// <param name="e">The event, valid until the next <see cref="WaitToReadAsync"/> or <see cref="DisposeAsync"/>.</param>
    /// <returns><see langword="true"/> if there was an event; otherwise, call <see cref="WaitToReadAsync"/> to get more.</returns>
    /// <exception cref="ClaudeTransportException">
    /// A line or an event is longer than <see cref="SseReaderOptions.MaxLineBytes"/> or <see cref="SseReaderOptions.MaxEventBytes"/> allows. Events before it
    /// are delivered; from then on, every call throws.
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
            _lifetime.Borrow();
        }

        return isRead;
    }

    /// <summary>
    /// Stops reading, and returns all memory, including the memory of events. Closes the stream or completes the pipe, unless
    /// <see cref="SseReaderOptions.LeaveOpen"/> is set. This method may be called by any thread at any time, does nothing if called again, and does not throw.
    /// It cancels a pending wait. If the underlying stream or pipe ignores the cancellation, it is closed after the wait has ended, and the buffer of that wait
    /// is left to the garbage collector.
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

    /// <summary>Makes the memory of this reader part of a stream's lifetime. The stream then decides when the memory is returned, and who reads.</summary>
    internal void Join(MemoryLifetime lifetime) => _lifetime = _body.Lifetime = lifetime;

    /// <summary>Tells the body which bytes were consumed, before it is closed.</summary>
    internal void ConsumeTaken() => _body.ConsumeTo(_position);

    /// <summary>Makes the following reads wait with a buffer, so that a wait is one read.</summary>
    internal void WaitWithBuffer() => _body.WaitsEmpty = false;

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

    /// <summary>Cancels the read that is in progress.</summary>
    internal void CancelRead()
    {
        try
        {
            _stop?.Cancel();
        }
        catch (AggregateException)
        {
            // A cancellation callback threw. The read that it belongs to still ends, or is abandoned.
        }
    }

    /// <summary>Closes the body. The gate decides who calls this. It does not throw, because nothing depends on a body that is no longer read.</summary>
    internal async ValueTask CloseBodyAsync()
    {
        try
        {
            await _body.CloseAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // An exception from closing the caller's stream does not affect the data that was read.
        }
    }

    /// <summary>
    /// Reads more bytes, regardless of the events in them, for a caller that examines <see cref="Buffered"/> itself. The caller must be in a section, must hold
    /// the gate until the read has ended, and must pass the result to <see cref="Accept"/>. These are separate methods so that a wait needs one async method
    /// instead of two.
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

    /// <summary>Accepts the bytes of a read. Must be called in a section.</summary>
    /// <param name="hasMore">The result of the read.</param>
    /// <returns>False at the end of the stream: all events were read, or only the beginning of an event is left.</returns>
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

    // Pooled, because a wait that suspends is the common case of a live stream and must not allocate.
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
            // This must come after the gate, which is a full fence, and before the read, which returns memory to the pool.
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
