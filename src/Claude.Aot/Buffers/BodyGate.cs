namespace Claude.Aot.Buffers;

/// <summary>
/// Decides who closes a body: the thread that requests it, or the read that is in progress at that time. Closing a body during a read that still writes to
/// memory is not safe.
/// </summary>
/// <remarks>A read costs one interlocked operation. <see cref="RequestClose"/>, which is rare, carries the memory fence for the end of a read.</remarks>
internal sealed class BodyGate
{
    private const int Idle = 0;
    private const int Reading = 1;
    private const int Closed = 2;

    private int _state;
    private int _isCloseRequested;

    /// <summary>Gets whether a read is in progress.</summary>
    public bool IsReading => Volatile.Read(ref _state) == Reading;

    /// <summary>Gets whether closing was requested.</summary>
    public bool IsCloseRequested => Volatile.Read(ref _isCloseRequested) != 0;

    /// <summary>Begins a read. This is a full memory fence.</summary>
    /// <returns>False if closing was requested: the body may be closed, and the caller must not read from it.</returns>
    /// <exception cref="InvalidOperationException">Another read is in progress.</exception>
    public bool TryBeginRead()
    {
        int before = Interlocked.CompareExchange(ref _state, Reading, Idle);
        return before == Reading
            ? throw new InvalidOperationException("A wait is already in progress: a stream has one reader.")
            : before == Idle;
    }

    /// <summary>Ends a read.</summary>
    /// <returns>True if the caller must close the body, because closing was requested during the read.</returns>
    public bool EndRead()
    {
        Volatile.Write(ref _state, Idle);
        return IsCloseRequested && TryClaim();
    }

    /// <summary>Requests that the body be closed. The caller then cancels any read that is in progress.</summary>
    /// <returns>True if the caller must close the body. False if the read in progress closes it when it ends, or if it is already closed.</returns>
    public bool RequestClose()
    {
        Volatile.Write(ref _isCloseRequested, 1);
        if (TryClaim())
        {
            return true;
        }

        // After the fence, either a read that ends now sees the request, or this thread sees that the read has ended.
        Interlocked.MemoryBarrierProcessWide();
        return TryClaim();
    }

    private bool TryClaim() => Interlocked.CompareExchange(ref _state, Closed, Idle) == Idle;
}
