using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Claude.Aot.Internal;

namespace Claude.Aot.Buffers;

/// <summary>
/// Decides when the pooled memory of one stream returns to the pool. The last user of the memory returns it, exactly once, after disposal was requested.
/// </summary>
/// <remarks>
/// <para>
/// Every use of the memory is a section: <see cref="Enter"/>, then <see cref="Leave"/> on the same thread, with no <c>await</c> in between. Any thread may call
/// <see cref="TryEnd"/> at any time. If no section is open, the caller of <see cref="TryEnd"/> owns the memory from then on. Otherwise the open section returns
/// the memory when it ends.
/// </para>
/// <para>
/// A section costs two plain writes. Each side writes its own field and then reads the other side's field, which requires a full fence on both sides.
/// <see cref="TryEnd"/> runs once per stream and provides both fences with <see cref="Interlocked.MemoryBarrierProcessWide"/>.
/// </para>
/// <para>
/// A stream has one reader. If a second thread enters while a section is open, one of the two threads detects it and throws, and the memory is left to the
/// garbage collector instead of the pool. The worst outcome is a wrong result from that stream. Memory that a caller may still see through a span is also left
/// to the garbage collector: see <see cref="Borrow"/>.
/// </para>
/// </remarks>
/// <param name="holder">The owner of the memory, which returns it to the pool.</param>
internal sealed class MemoryLifetime(IMemoryHolder holder)
{
    /// <summary>The value that <see cref="Enter"/> returns if the same thread already has a section open.</summary>
    public const int Nested = 0;

    // The bits of _flags. If either is set, no section can be opened.
    private const int Ended = 1;
    private const int Misused = 2;

    // The managed id of the thread whose section is open, or 0.
    private int _inside;
    private int _flags;
    private int _isClaimed;

    // True if a caller may hold a span.
    private bool _isBorrowed;

    // A cached copy: the runtime's own property is a call that costs more than the rest of a section.
    [ThreadStatic]
    private static int s_threadId;

    private static int CurrentThreadId
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => s_threadId is not 0 and int id ? id : s_threadId = Environment.CurrentManagedThreadId;
    }

    /// <summary>Gets whether disposal was requested.</summary>
    public bool IsEnded => (Volatile.Read(ref _flags) & Ended) != 0;

    /// <summary>
    /// Gets whether two threads were in sections at the same time. The stream's state is unreliable after that: no section can be opened anymore, and the
    /// memory does not return to the pool.
    /// </summary>
    public bool IsMisused => (Volatile.Read(ref _flags) & Misused) != 0;

    /// <summary>Opens a section.</summary>
    /// <returns>The value to pass to <see cref="Leave"/>; <see cref="Nested"/> if this thread already has a section open.</returns>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    /// <exception cref="InvalidOperationException">Another thread has a section open.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Enter()
    {
        if (!TryEnter(out int section))
        {
            Throw.Disposed();
        }

        return section;
    }

    /// <summary>Opens a section unless the stream was disposed.</summary>
    /// <inheritdoc cref="Enter"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryEnter(out int section)
    {
        int thread = CurrentThreadId;
        int inside = _inside;
        section = inside == 0 ? thread : Nested;
        if (inside != 0)
        {
            return CanNest(inside, thread);
        }

        Volatile.Write(ref _inside, thread);
        return Volatile.Read(ref _flags) == 0 || TurnBack(thread);
    }

    /// <summary>Closes a section, and returns the memory if disposal is waiting for the section to end.</summary>
    /// <param name="section">The value that <see cref="Enter"/> returned.</param>
    /// <exception cref="InvalidOperationException">Another thread was in a section at the same time.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave(int section)
    {
        if (section != _inside)
        {
            LeaveOther(section);
            return;
        }

        Volatile.Write(ref _inside, 0);
        if (Volatile.Read(ref _flags) != 0)
        {
            Release();
        }
    }

    /// <summary>
    /// Verifies that no other thread is in a section. Call it in a section, after a full fence, before memory returns to the pool while the stream continues.
    /// Two threads that entered at the same moment may have missed each other then, but detect each other here.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another thread also entered a section.</exception>
    public void VerifyAlone()
    {
        if (_inside != CurrentThreadId || IsMisused)
        {
            ThrowMisused();
        }
    }

    /// <summary>
    /// Records that a span is about to leave the stream. It reads no memory, so it needs no section. Disposal does not return memory to the pool while it may
    /// still be seen through a span: either <see cref="TryEnd"/> sees this, or this method sees the end. <see cref="TryEnd"/> carries both fences.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    /// <exception cref="InvalidOperationException">Another thread has a section open, or two threads had one open at the same time.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Borrow()
    {
        Volatile.Write(ref _isBorrowed, true);
        if ((Volatile.Read(ref _flags) | Volatile.Read(ref _inside)) != 0)
        {
            VerifyUse();
        }
    }

    /// <summary>Gets whether a caller may hold a span.</summary>
    public bool IsBorrowed => _isBorrowed;

    /// <summary>
    /// Records that, by contract, no span that was handed out is valid anymore. Call it in a section when a wait for data begins or reading has ended.
    /// </summary>
    public void EndBorrowing() => _isBorrowed = false;

    /// <summary>Requests the end of the lifetime. No section can be opened from now on.</summary>
    /// <param name="isOwner">True if no section is open. The caller then owns the memory and returns it with <see cref="ReturnMemory"/>.</param>
    /// <returns>False if the end was already requested.</returns>
    public bool TryEnd(out bool isOwner)
    {
        isOwner = false;
        if ((Interlocked.Or(ref _flags, Ended) & Ended) != 0)
        {
            return false;
        }

        // After the fence, either a section that opens or closes now sees the end, or this thread sees the state of that section.
        Interlocked.MemoryBarrierProcessWide();
        isOwner = Volatile.Read(ref _inside) == 0 && TryClaim();
        return true;
    }

    /// <summary>Returns the memory to the pool, or leaves it to the garbage collector if someone may still see it.</summary>
    public void ReturnMemory()
    {
        if (!Volatile.Read(ref _isBorrowed) && !IsMisused)
        {
            holder.ReturnMemory();
        }
    }

    // Misuse is detected in time: the open section is not affected.
    private bool CanNest(int inside, int thread) => inside == thread ? !IsEnded : throw Misuse();

    private void VerifyUse()
    {
        if (IsEnded)
        {
            Throw.Disposed();
        }

        // A span may be taken in a section of the same thread.
        int inside = Volatile.Read(ref _inside);
        if (IsMisused || (inside != 0 && inside != CurrentThreadId))
        {
            throw Misuse();
        }
    }

    private bool TurnBack(int section)
    {
        Leave(section);
        return IsMisused ? throw Misuse() : false;
    }

    private void LeaveOther(int section)
    {
        if (section != Nested)
        {
            ThrowMisused();
        }
    }

    private void Release()
    {
        if (IsEnded && TryClaim())
        {
            ReturnMemory();
        }
    }

    private bool TryClaim() => Interlocked.Exchange(ref _isClaimed, 1) == 0;

    [DoesNotReturn]
    private void ThrowMisused()
    {
        Interlocked.Or(ref _flags, Misused);
        throw Misuse();
    }

    private static InvalidOperationException Misuse() =>
        new("Two threads use this stream at the same time. A stream has one reader: await each call before the next one.");
}
