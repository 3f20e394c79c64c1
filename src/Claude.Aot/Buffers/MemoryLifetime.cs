using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Claude.Aot.Internal;

namespace Claude.Aot.Buffers;

/// <summary>
/// Decides when the pooled memory of one stream goes back to the pool: after disposal was asked for, by whoever uses the memory last, exactly once.
/// </summary>
/// <remarks>
/// <para>
/// Every use of the memory is a section: <see cref="Enter"/>, then <see cref="Leave"/> on the same thread, with no <c>await</c> in between. <see cref="TryEnd"/> may be called by
/// any thread at any time. If no section is open, the caller of <see cref="TryEnd"/> owns the memory from then on. Otherwise the section that is open returns it when it ends.
/// </para>
/// <para>
/// Sections cost two plain writes. Each side writes its own field and then reads the other's, which needs a full fence on both sides; <see cref="TryEnd"/> runs once per stream
/// and carries both fences with <see cref="Interlocked.MemoryBarrierProcessWide"/>.
/// </para>
/// <para>
/// A stream has one reader. If a second thread enters while a section is open, that is detected by either of them, throws, and the memory is left to the garbage collector
/// instead of the pool: the worst outcome is a wrong result of that stream. The same holds for memory that a caller may still see through a span: <see cref="Lend"/>.
/// </para>
/// </remarks>
/// <param name="holder">Returns the memory.</param>
internal sealed class MemoryLifetime(IMemoryHolder holder)
{
    /// <summary>What <see cref="Enter"/> returns inside of a section of the same thread.</summary>
    public const int Nested = 0;

    // What _flags says. Either keeps everybody out.
    private const int Ended = 1;
    private const int Misused = 2;

    // The managed id of the thread whose section is open, or 0.
    private int _inside;
    private int _flags;
    private int _isClaimed;

    // Whether a span may be held by a caller.
    private bool _isLent;

    // The runtime's own property is a call, which costs more than the rest of a section.
    [ThreadStatic]
    private static int s_threadId;

    private static int CurrentThreadId
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => s_threadId is not 0 and int id ? id : s_threadId = Environment.CurrentManagedThreadId;
    }

    /// <summary>Whether disposal was asked for.</summary>
    public bool IsEnded => (Volatile.Read(ref _flags) & Ended) != 0;

    /// <summary>Whether two threads were in sections at the same time. The stream's state is not to be trusted then: nobody enters anymore, and its memory does not return to the pool.</summary>
    public bool IsMisused => (Volatile.Read(ref _flags) & Misused) != 0;

    /// <summary>Opens a section.</summary>
    /// <returns>What <see cref="Leave"/> takes; <see cref="Nested"/> if this thread has a section open already.</returns>
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

    /// <summary>Closes a section, and returns the memory if disposal waits for it.</summary>
    /// <param name="section">What <see cref="Enter"/> gave.</param>
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
    /// To be called in a section, behind a full fence, before memory returns to the pool while the stream goes on: two threads that entered at the same moment did not see each other
    /// then, but do now.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another thread entered as well.</exception>
    public void VerifyAlone()
    {
        if (_inside != CurrentThreadId || IsMisused)
        {
            ThrowMisused();
        }
    }

    /// <summary>
    /// To be called before a span is handed out, in a section or not: it looks at no memory. Memory that may still be seen through a span does not return to the pool by disposal.
    /// Either <see cref="TryEnd"/> sees the mark, or this sees the end; the fences of <see cref="TryEnd"/> are for this, too.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    /// <exception cref="InvalidOperationException">Another thread has a section open, or had one open at the same time as a second thread.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Lend()
    {
        Volatile.Write(ref _isLent, true);
        if ((Volatile.Read(ref _flags) | Volatile.Read(ref _inside)) != 0)
        {
            VerifyUse();
        }
    }

    /// <summary>Whether a caller may hold a span.</summary>
    public bool IsLent => _isLent;

    /// <summary>To be called in a section when, by contract, no span that was handed out is valid anymore: a wait for data begins, or reading has ended.</summary>
    public void EndLending() => _isLent = false;

    /// <summary>Asks for the end. From here on nobody enters.</summary>
    /// <param name="isOwner">Whether no section is open: the memory belongs to the caller now, who gives it back with <see cref="ReturnMemory"/>.</param>
    /// <returns>False if the end was asked for before.</returns>
    public bool TryEnd(out bool isOwner)
    {
        isOwner = false;
        if ((Interlocked.Or(ref _flags, Ended) & Ended) != 0)
        {
            return false;
        }

        // Either a section that opens now sees the end, or this sees the section. The same for one that closes.
        Interlocked.MemoryBarrierProcessWide();
        isOwner = Volatile.Read(ref _inside) == 0 && TryClaim();
        return true;
    }

    /// <summary>Returns the memory to the pool, or leaves it to the garbage collector if someone may still look at it.</summary>
    public void ReturnMemory()
    {
        if (!Volatile.Read(ref _isLent) && !IsMisused)
        {
            holder.ReturnMemory();
        }
    }

    // Seen in time: the section that is open is not disturbed.
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
