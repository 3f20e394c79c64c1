using System.Runtime.CompilerServices;

namespace Claude.Aot.Buffers;

/// <summary>
/// The unread bytes of a body, always in one array, so that an event is in one piece however its bytes arrive. The array is small while little arrives at a time.
/// </summary>
/// <param name="source">Where the bytes come from.</param>
/// <param name="lifetime">The lifetime of the array.</param>
/// <param name="gate">Tells whether a read may be writing to the array.</param>
/// <param name="waitsEmpty">
/// Whether to wait for bytes with an empty read, and to hold no array meanwhile: many idle streams cost little then. For streams whose empty read waits, as those of HTTP
/// and sockets do.
/// </param>
/// <param name="stop">Cancels the read that is under way.</param>
/// <remarks>One thread at a time: all members are called in a section of the lifetime.</remarks>
internal sealed class BodyBuffer(ByteSource source, MemoryLifetime lifetime, BodyGate gate, bool waitsEmpty, CancellationToken stop)
{
    private const int SmallSize = 4 * 1024;
    private const int LargeSize = 32 * 1024;

    // A read into less room is not worth it.
    private const int LeastRoom = 1024;

    // Invariant: 0 <= _start <= _end <= _array.Length; the unread bytes lie between both.
    private byte[] _array = [];
    private int _start;
    private int _end;

    // Whether the last read filled all the room there was, so that more is likely to be there. A file has it all from the start.
    private bool _wasFull = !waitsEmpty;

    private CancellationToken _caller;
    private CancellationTokenSource? _linked;

    /// <summary>The lifetime of the array.</summary>
    public MemoryLifetime Lifetime { get; set; } = lifetime;

    /// <summary>Whether to wait for bytes with an empty read.</summary>
    public bool WaitsEmpty { get; set; } = waitsEmpty;

    /// <summary>The array that the unread bytes lie in.</summary>
    public byte[] Array => _array;

    /// <summary>Where the unread bytes start.</summary>
    public int Start => _start;

    /// <summary>Where the unread bytes end.</summary>
    public int End => _end;

    /// <summary>Uses up the unread bytes before <paramref name="start"/>.</summary>
    public void ConsumeTo(int start)
    {
        if (start > _start)
        {
            source.Consume(start - _start);
            _start = start;
        }
    }

    /// <summary>Reads more bytes behind the unread ones, which may move. The gate is held by the caller until the read has ended.</summary>
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

    /// <summary>Returns the array, unless a read may still write to it: then it is left to the garbage collector.</summary>
    public void ReturnMemory()
    {
        if (!gate.IsReading)
        {
            ReturnArray();
        }
    }

    /// <summary>Closes the source. The gate says who calls this, and when.</summary>
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

    private ValueTask<int> ReadBehindWait(CancellationToken cancellationToken)
    {
        int section = Lifetime.Enter();
        try
        {
            return source.ReadAsync(MakeRoom(), cancellationToken);
        }
        finally
        {
            Lifetime.Leave(section);
        }
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

    /// <summary>A token that the caller's and the stream's own stop cancel. A caller nearly always gives the same one.</summary>
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
