namespace Claude.Aot;

/// <summary>Where text is copied to: pieces are gathered, and written together.</summary>
internal abstract class TextSink
{
    /// <summary>Takes a piece of UTF-8 that holds whole characters.</summary>
    public abstract void Write(ReadOnlySpan<byte> utf8);

    /// <summary>Writes what was gathered, and flushes the destination.</summary>
    public abstract ValueTask FlushAsync(CancellationToken cancellationToken);

    public virtual void Dispose()
    {
    }
}
