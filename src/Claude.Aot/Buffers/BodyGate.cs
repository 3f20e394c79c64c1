namespace Claude.Aot.Buffers;

/// <summary>
/// Decides who closes a body: the thread that asks for it, or the read that is under way then, because closing a body under a read that still writes to memory is not safe.
/// </summary>
/// <remarks>A read costs one interlocked operation. <see cref="RequestClose"/>, the rare side, carries the fence for the end of a read.</remarks>
internal sealed class BodyGate
{
    private const int Idle = 0;
    private const int Reading = 1;
    private const int Closed = 2;

    private int _state;
    private int _isCloseRequested;

    /// <summary>Whether a read is under way.</summary>
    public bool IsReading => Volatile.Read(ref _state) == Reading;

    /// <summary>Whether closing was asked for.</summary>
    public bool IsCloseRequested => Volatile.Read(ref _isCloseRequested) != 0;

    /// <summary>Begins a read. It is a full fence.</summary>
    /// <returns>False if closing was asked for: the body may be closed, and nothing is to be read from it.</returns>
    /// <exception cref="InvalidOperationException">Another read is under way.</exception>
    public bool TryBeginRead()
    {
        int before = Interlocked.CompareExchange(ref _state, Reading, Idle);
        return before == Reading
            ? throw new InvalidOperationException("A wait is already under way: a stream has one reader.")
            : before == Idle;
    }

    /// <summary>Ends a read.</summary>
    /// <returns>Whether the caller has to close the body: that was asked for meanwhile.</returns>
    public bool EndRead()
    {
        Volatile.Write(ref _state, Idle);
        return IsCloseRequested && TryClaim();
    }

    /// <summary>Asks for the body to be closed. The caller then cancels the read that may be under way.</summary>
    /// <returns>Whether the caller has to close the body. False if the read under way does so when it ends, or if it is closed already.</returns>
    public bool RequestClose()
    {
        Volatile.Write(ref _isCloseRequested, 1);
        if (TryClaim())
        {
            return true;
        }

        // Either the read that ends now sees the request, or this sees its end.
        Interlocked.MemoryBarrierProcessWide();
        return TryClaim();
    }

    private bool TryClaim() => Interlocked.CompareExchange(ref _state, Closed, Idle) == Idle;
}
