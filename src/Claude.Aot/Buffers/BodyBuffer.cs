using System.Runtime.CompilerServices;
using Claude.Aot.Internal;

namespace Claude.Aot.Buffers;

/// <summary>
/// Holds the unread bytes of a body. They are always in one array, so an event is contiguous even if its bytes arrive in several reads. The array is small
/// while little data arrives at a time.
/// </summary>
/// <param name="source">The source of the bytes.</param>
/// <param name="lifetime">The lifetime of the array.</param>
/// <param name="gate">Tells whether a read may be writing to the array.</param>
/// <param name="waitsEmpty">
/// Whether to wait for bytes with a zero-byte read and to hold no array during the wait. This keeps many idle streams cheap. Set it only for streams whose
/// zero-byte read waits for data, as the streams of HTTP responses and sockets do.
/// </param>
/// <param name="stop">Cancels the read that is in progress.</param>
/// <remarks>Used by one thread at a time: all members are called in a section of the lifetime. Only the rest of a read that has to wait runs outside.</remarks>
internal sealed class BodyBuffer(ByteSource source, MemoryLifetime lifetime, BodyGate gate, bool waitsEmpty, CancellationToken stop)
{
    private const int SmallSize = 4 * 1024;
    private const int LargeSize = 32 * 1024;

    // A read into less space than this is not worth its cost.
    private const int LeastRoom = 1024;

    // Invariant: 0 <= _start <= _end <= _array.Length; [_start, _end) holds the unread bytes.
    private byte[] _array = [];
    private int _start;
    private int _end;

    // True if the last read filled all the space it was given, so more data is probably available. For a file this is true from the start.
    private bool _wasFull = !waitsEmpty;

    private CancellationToken _caller;
    private CancellationTokenSource? _linked;

    /// <summary>Gets or sets the lifetime of the array.</summary>
    public MemoryLifetime Lifetime { get; set; } = lifetime;

    /// <summary>Gets or sets whether to wait for bytes with a zero-byte read.</summary>
    public bool WaitsEmpty { get; set; } = waitsEmpty;

    /// <summary>Gets the array that contains the unread bytes.</summary>
    public byte[] Array => _array;

    /// <summary>Gets the offset of the first unread byte.</summary>
    public int Start => _start;

    /// <summary>Gets the offset after the last unread byte.</summary>
    public int End => _end;

    /// <summary>Consumes the unread bytes before the offset <paramref name="start"/>.</summary>
    public void ConsumeTo(int start)
    {
        if (start > _start)
        {
            source.Consume(start - _start);
            _start = start;
        }
    }

    /// <summary>Reads more bytes and appends them to the unread bytes, which may move. The caller holds the gate until the read has ended.</summary>
    /// <returns>False at the end of the body.</returns>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        CancellationToken token = Link(cancellationToken);
        if (WaitsEmpty && _start == _end && !_wasFull)
        {
            ReturnArray();
            ValueTask<int> wait = source.ReadAsync(Memory<byte>.Empty, token);
            if (!wait.IsCompletedSuccessfully)
            {
                return AwaitAsync(wait, isWait: true, token);
            }

            _ = wait.Result;
        }

        ValueTask<int> read = source.ReadAsync(MakeRoom(), token);
        return read.IsCompletedSuccessfully ? new ValueTask<bool>(Accept(read.Result)) : AwaitAsync(read, isWait: false, token);
    }

    /// <summary>Returns the array to the pool. If a read may still write to the array, leaves it to the garbage collector instead.</summary>
    public void ReturnMemory()
    {
        if (!gate.IsReading)
        {
            ReturnArray();
        }
    }

    /// <summary>Closes the source. The gate decides who calls this, and when.</summary>
    public ValueTask CloseAsync() => source.CloseAsync();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> AwaitAsync(ValueTask<int> pending, bool isWait, CancellationToken cancellationToken)
    {
        int count = await pending.ConfigureAwait(false);
        if (isWait)
        {
            ValueTask<int> read = ReadBehindWait(cancellationToken);
            count = await read.ConfigureAwait(false);
        }

        return Accept(count);
    }

    // Data can arrive before the thread that began the wait has left its section, so this method cannot open one. It needs none: the buffer is empty, and the
    // gate keeps others from its array while a read is in progress.
    private ValueTask<int> ReadBehindWait(CancellationToken cancellationToken)
    {
        if (Lifetime.IsEnded)
        {
            Throw.Disposed();
        }

        return source.ReadAsync(MakeRoom(), cancellationToken);
    }

    private bool Accept(int count)
    {
        _wasFull = count == _array.Length - _end;
        _end += count;
        return count > 0;
    }

    private Memory<byte> MakeRoom()
    {
        int unread = _end - _start;
        int usual = _wasFull ? LargeSize : SmallSize;
        if (unread == 0 && _array.Length != usual)
        {
            Exchange(usual);
        }
        else if (unread + LeastRoom > _array.Length)
        {
            Exchange(Math.Max(usual, 2 * _array.Length));
        }
        else if (_array.Length - _end < LeastRoom || unread == 0)
        {
            _array.AsSpan(_start, unread).CopyTo(_array);
            _start = 0;
            _end = unread;
        }

        return _array.AsMemory(_end);
    }

    private void Exchange(int size)
    {
        int unread = _end - _start;
        byte[] array = BytePool.Rent(size, _array.AsSpan(_start, unread));
        ReturnArray();
        _array = array;
        _end = unread;
    }

    private void ReturnArray()
    {
        byte[] array = _array;
        _array = [];
        _start = _end = 0;
        if (array.Length > 0)
        {
            BytePool.Return(array);
        }
    }

    /// <summary>
    /// Returns a token that is canceled by the caller's token or by the stream's own stop. The result is cached, because most callers pass the same token each
    /// time.
    /// </summary>
    private CancellationToken Link(CancellationToken caller)
    {
        if (!caller.CanBeCanceled || caller == stop)
        {
            return stop;
        }

        if (_linked is null || _linked.IsCancellationRequested || caller != _caller)
        {
            _linked?.Dispose();
            _linked = CancellationTokenSource.CreateLinkedTokenSource(caller, stop);
            _caller = caller;
        }

        return _linked.Token;
    }
}
