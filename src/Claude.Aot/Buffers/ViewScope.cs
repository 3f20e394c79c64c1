using System.Runtime.CompilerServices;
using Claude.Aot.Internal;

namespace Claude.Aot.Buffers;

/// <summary>
/// The lifetime of everything that a stream lends. A view carries the scope and the version at which it was made; reading another event changes the version,
/// so that a stale access is one compare away from an exception instead of reading reused bytes.
/// </summary>
internal sealed class ViewScope
{
    /// <summary>The version of views that follow the stream until it is disposed: those of the snapshot.</summary>
    public const int Live = -1;

    public ViewScope(MemoryLifetime lifetime)
    {
        Lifetime = lifetime;
        Scratch = new PooledByteBuffer(Retired);
    }

    /// <summary>Says until when the memory is there.</summary>
    public MemoryLifetime Lifetime { get; }

    /// <summary>Strings that had to be unescaped. Reused only at the next wait for data, so that a span outlives its event within one batch.</summary>
    public PooledByteBuffer Scratch { get; }

    /// <summary>Arrays that a buffer has outgrown while a caller may still hold a span of them.</summary>
    public RetiredArrays Retired { get; } = new();

    public int Version { get; private set; }

    /// <summary>Makes every view of the current event stale.</summary>
    public void NextVersion() => Version = (Version + 1) & int.MaxValue;

    /// <summary>Opens a section of the memory's lifetime for a view of that version. Dispose what it returns.</summary>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    /// <exception cref="InvalidOperationException">The view is stale, or another thread reads the stream.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Section Enter(int version)
    {
        int section = Lifetime.Enter();
        if (version != Version && version != Live)
        {
            Lifetime.Leave(section);
            Throw.Stale();
        }

        return new Section(Lifetime, section);
    }

    /// <summary>Throws if a view of that version may not be used. For what looks at no memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Verify(int version)
    {
        if (version != Version)
        {
            VerifyLive(version);
        }
    }

    /// <summary>To be called before a span of a view of that version is handed out.</summary>
    /// <inheritdoc cref="Enter"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Lend(int version)
    {
        Lifetime.Lend();
        Verify(version);
    }

    /// <summary>To be called when the caller waits for more data: what was lent before may be overwritten now.</summary>
    public void ReleaseLent()
    {
        Lifetime.EndLending();
        Scratch.Reset();
        Retired.ReturnAll();
    }

    /// <summary>Returns the memory to the pool. The lifetime says when.</summary>
    public void ReturnMemory()
    {
        NextVersion();
        Scratch.Return();
        Retired.ReturnAll();
    }

    private void VerifyLive(int version)
    {
        if (Lifetime.IsEnded)
        {
            Throw.Disposed();
        }

        if (version != Live)
        {
            Throw.Stale();
        }
    }

    /// <summary>A section that is open.</summary>
    public readonly ref struct Section(MemoryLifetime? lifetime, int section)
    {
        public void Dispose() => lifetime?.Leave(section);
    }
}
