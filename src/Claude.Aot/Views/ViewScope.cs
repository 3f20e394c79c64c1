using System.Runtime.CompilerServices;

namespace Claude.Aot;

/// <summary>
/// The lifetime of everything that a stream lends. A view carries the scope and the version at which it was made; reading another event changes the version,
/// so that a stale access is one compare away from an exception instead of reading reused bytes.
/// </summary>
internal sealed class ViewScope
{
    /// <summary>The version of views that follow the stream until it is disposed: those of the snapshot.</summary>
    public const int Live = -1;

    public ViewScope() => Scratch = new PooledByteBuffer(Retired);

    /// <summary>Strings that had to be unescaped. Reused only at the next wait for data, so that a span outlives its event within one batch.</summary>
    public PooledByteBuffer Scratch { get; }

    /// <summary>Arrays that a buffer has outgrown while a caller may still hold a span of them.</summary>
    public RetiredArrays Retired { get; } = new();

    public int Version { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Makes every view of the current event stale.</summary>
    public void NextVersion() => Version = (Version + 1) & int.MaxValue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Verify(int version)
    {
        if (version != Version)
        {
            VerifyLive(version);
        }
    }

    /// <summary>To be called when the caller waits for more data: what was lent before may be overwritten now.</summary>
    public void ReleaseLent()
    {
        Scratch.Reset();
        Retired.ReturnAll();
    }

    public void Dispose()
    {
        NextVersion();
        IsDisposed = true;
        Scratch.Return();
        Retired.ReturnAll();
    }

    private void VerifyLive(int version)
    {
        if (version != Live)
        {
            Throw.Stale();
        }

        if (IsDisposed)
        {
            Throw.Disposed();
        }
    }
}
