using Claude.Aot.Events;

namespace Claude.Aot.Streaming;

/// <summary>A destination to which text or events are copied. Data is buffered and written together.</summary>
internal abstract class Utf8Sink
{
    /// <summary>Writes the part of an event that is to be copied; by default the text of its delta.</summary>
    public virtual void Write(in CurrentEvent e)
    {
        if (e.DeltaType == DeltaType.TextDelta)
        {
            Write(e.Added);
        }
    }

    /// <summary>Writes UTF-8 that contains only complete characters.</summary>
    public abstract void Write(ReadOnlySpan<byte> utf8);

    /// <summary>Writes the buffered data, and flushes the destination.</summary>
    public abstract ValueTask FlushAsync(CancellationToken cancellationToken);

    public virtual void Dispose()
    {
    }
}
