using System.Runtime.CompilerServices;
using Claude.Aot.Internal;

namespace Claude.Aot.Buffers;

/// <summary>
/// The shared state of all views of a stream. A view stores its scope and the version that the scope had when the view was created. Reading another event
/// changes the version, so one comparison detects a stale view, which then throws instead of reading reused bytes.
/// </summary>
internal sealed class ViewScope
{
    /// <summary>The version of views that stay valid until the stream is disposed: the views of the snapshot.</summary>
    public const int Live = -1;

    public ViewScope(MemoryLifetime lifetime)
    {
        Lifetime = lifetime;
        Scratch = new PooledByteBuffer(Retired);
    }

    /// <summary>Gets the lifetime of the memory.</summary>
    public MemoryLifetime Lifetime { get; }

    /// <summary>Gets the buffer for strings that had to be unescaped. It is reused only after the next wait for data, so that a span stays valid after its
    /// event until then.</summary>
    public PooledByteBuffer Scratch { get; }

    /// <summary>Gets the arrays that a buffer has outgrown while a caller may still hold a span of them.</summary>
    public RetiredArrays Retired { get; } = new();

    public int Version { get; private set; }

    /// <summary>Makes every view of the current event stale.</summary>
    public void NextVersion() => Version = (Version + 1) & int.MaxValue;

    /// <summary>Opens a section of the memory's lifetime for a view of that version. The caller must dispose the result.</summary>
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

    /// <summary>Throws if a view of that version must not be used. For members that access no memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Verify(int version)
    {
        if (version != Version)
        {
            VerifyLive(version);
        }
    }

    /// <summary>Records that a span of a view of that version is about to leave the stream.</summary>
    /// <inheritdoc cref="Enter"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Borrow(int version)
    {
        Lifetime.Borrow();
        Verify(version);
    }

    /// <summary>Releases all memory that callers may see through spans. Called when the caller waits for more data; the memory may be overwritten from then
    /// on.</summary>
    public void ReleaseBorrowed()
    {
        Lifetime.EndBorrowing();
        Scratch.Reset();
        Retired.ReturnAll();
    }

    /// <summary>Returns the memory to the pool. The lifetime decides when.</summary>
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

    /// <summary>An open section.</summary>
    public readonly ref struct Section(MemoryLifetime? lifetime, int section)
    {
        public void Dispose() => lifetime?.Leave(section);
    }
}
