using Claude.Aot.Events;

namespace Claude.Aot.Streaming;

/// <summary>Where text or events are copied to: pieces are gathered, and written together.</summary>
internal abstract class Utf8Sink
{
    /// <summary>Takes what is to be copied of an event: the text of its delta.</summary>
    public virtual void Write(in CurrentEvent e)
    {
        if (e.DeltaType == DeltaType.TextDelta)
        {
            Write(e.Added);
        }
    }

    /// <summary>Takes a piece of UTF-8 that holds whole characters.</summary>
    public abstract void Write(ReadOnlySpan<byte> utf8);

    /// <summary>Writes what was gathered, and flushes the destination.</summary>
    public abstract ValueTask FlushAsync(CancellationToken cancellationToken);

    public virtual void Dispose()
    {
    }
}
